import { forgetSamples } from '#core/ai/forget-samples.server.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { AppError } from '#core/platform/app-error.ts';
import { endsAfter } from '#core/platform/ending.ts';
import type { AssistantDeps } from '../deps.server.ts';
import type { AssistantEvent, Scope, Turn } from '../schema.ts';
import { converse } from './converse.server.ts';
import { type Draft, saveDraft } from './draft.server.ts';
import { EventQueue } from './event-queue.ts';
import { makeTools } from './tools/make-tools.server.ts';
import { LONGEST_WRITING_MS, readTurns } from './turn-rows.server.ts';

/** All of an answer; each request of it ends within thirty seconds. */
const LONGEST_ANSWER_MS = LONGEST_WRITING_MS - 20_000;

export interface OpenTurn {
  threadId: string;
  turnId: string;
  question: string;
  /** What was said before, oldest first. */
  before: readonly Turn[];
}

/**
 * Answers a turn that was opened. The answer is written whether or not somebody hears it, and by its signal or by whoever
 * stops hearing it is ended: what was written by then is kept.
 */
export async function* answerTurn(
  deps: AssistantDeps,
  scope: Scope,
  { threadId, turnId, question, before }: OpenTurn,
  { locale, signal }: { locale: Locale; signal: AbortSignal },
): AsyncGenerator<AssistantEvent, Turn, undefined> {
  const events = new EventQueue<AssistantEvent>();
  const left = new AbortController();
  const draft: Draft = {
    ...{ turnId, question, answer: '', writtenBy: 'model', state: 'writing', refusal: null },
    ...{ sources: [], proposals: [], callIds: [] },
  };
  events.put({ kind: 'begun', threadId, turnId });
  const writing = write().finally(() => events.end());
  // Whoever hears it is told of a fault at the end; nobody else is there to be told.
  writing.catch(() => {});
  try {
    yield* events.take();
  } finally {
    left.abort();
    await writing.catch(() => {});
  }
  const turn = await writing;
  yield { kind: 'ended', turn };
  return turn;

  async function write(): Promise<Turn> {
    const ends = endsAfter(LONGEST_ANSWER_MS, signal, left.signal);
    try {
      const tools = await makeTools(deps, scope, locale);
      await converse({ deps, scope, tools, before, signal: ends, emit: (event) => events.put(event) }, draft);
    } catch (error) {
      draft.state = 'failed';
      throw error;
    } finally {
      if (draft.state === 'writing') draft.state = 'cut';
      await saveDraft(deps.db, scope, draft);
    }
    const [turn] = await readTurns(deps.db, scope, { threadId, only: turnId, nowMs: deps.clock.now() });
    if (turn) return turn;
    await forgetSamples(deps.db, { callIds: draft.callIds });
    throw new AppError('not_found', 'the conversation was deleted meanwhile');
  }
}

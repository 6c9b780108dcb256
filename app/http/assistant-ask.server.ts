import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { askAgain } from '#core/assistant/ask-again.server.ts';
import { askAssistant } from '#core/assistant/ask-assistant.server.ts';
import {
  type AssistantEvent,
  LONGEST_QUESTION,
  questionSchema,
  type Scope,
  type Turn,
} from '#core/assistant/schema.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { AskProblem } from '../components/assistant/props.ts';
import { paths } from '../components/paths.ts';
import { assistantStream } from './assistant-stream.server.ts';
import type { Dependencies } from './dependencies.server.ts';
import type { Visit } from './visit.server.ts';

export interface Asked {
  fields: Record<string, string>;
  locale: Locale;
  /** Ends the answer. */
  signal: AbortSignal;
}

const MOST_SHOWN_AGAIN = LONGEST_QUESTION * 4;

type Events = AsyncGenerator<AssistantEvent, Turn>;

/**
 * A question, in a conversation or a new one; with the intent `retry` or `edit`, the last of a conversation anew. Until the
 * first event is asked for nothing happens.
 * @throws AppError 'bad_input' where it is none of these
 */
function beginAsking(deps: Dependencies, scope: Scope, asked: Asked): Events | AskProblem {
  const { fields, locale, signal } = asked;
  const { intent = '', question: text = '' } = fields;
  const threadId = z
    .uuid()
    .nullable()
    .parse(fields.threadId || null);
  const question = questionSchema.safeParse(text);
  if (intent !== 'retry' && !question.success) return problemOf(fields, text.trim() === '' ? 'empty' : 'long');
  const words = { question: question.data ?? '', locale, signal };
  if (intent === 'ask') return askAssistant(deps.assistant, scope, { ...words, threadId, origin: 'dashboard' });
  if ((intent !== 'retry' && intent !== 'edit') || threadId === null)
    throw new AppError('bad_input', 'none of the forms of this page');
  const again = {
    threadId,
    turnId: z.uuid().parse(fields.turnId),
    question: intent === 'edit' ? words.question : null,
  };
  return askAgain(deps.assistant, scope, { ...words, ...again });
}

/** Waits for the whole answer, for a browser without JavaScript. @returns where to go, or why it was not asked */
export async function hearAnswer(deps: Dependencies, scope: Scope, asked: Asked): Promise<Response | AskProblem> {
  const events = beginAsking(deps, scope, asked);
  if ('kind' in events) return events;
  return unlessRefused(asked.fields, 'full', async () => {
    let threadId = asked.fields.threadId ?? '';
    for (;;) {
      const { done, value } = await events.next();
      if (done) return redirect(`${paths.assistantThread(scope.guildId, threadId)}#turn-${value.id}`);
      if (value.kind === 'begun') threadId = value.threadId;
    }
  });
}

/** The answer while it is written, or, as JSON, why it was not asked. */
export async function streamAnswer(
  { deps, log }: Pick<Visit, 'deps' | 'log'>,
  scope: Scope,
  asked: Omit<Asked, 'signal'>,
): Promise<Response> {
  const stop = new AbortController();
  const events = beginAsking(deps, scope, { ...asked, signal: stop.signal });
  const outcome =
    'kind' in events ? events : await unlessRefused(asked.fields, 'full', () => assistantStream(events, stop, log));
  return outcome instanceof Response ? outcome : Response.json(outcome, { status: problemStatus(outcome) });
}

/** @returns what is wrong where the room says that something is in the way, which is then of this `kind`, or that it was too often */
export async function unlessRefused<T>(
  fields: Record<string, string>,
  kind: 'full' | 'proposal',
  work: () => Promise<T>,
): Promise<T | AskProblem> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error) && error.code === 'conflict') return problemOf(fields, kind);
    if (isAppError(error) && error.code === 'too_many_requests') return problemOf(fields, 'often');
    throw error;
  }
}

export function problemOf(fields: Record<string, string>, kind: AskProblem['kind']): AskProblem {
  const { intent = '', question = '', turnId, proposalId } = fields;
  return { intent, kind, text: question.slice(0, MOST_SHOWN_AGAIN), of: turnId ?? proposalId ?? null };
}

export function problemStatus({ kind }: AskProblem): number {
  if (kind === 'often') return 429;
  return kind === 'full' || kind === 'proposal' ? 409 : 400;
}

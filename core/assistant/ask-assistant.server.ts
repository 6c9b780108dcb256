import type { Locale } from '#core/i18n/rules.ts';
import type { AssistantDeps } from './deps.server.ts';
import { answerTurn } from './internal/answer-turn.server.ts';
import { openTurn } from './internal/open-turn.server.ts';
import type { AssistantEvent, Origin, Scope, Turn } from './schema.ts';

/**
 * Asks the assistant about a guild, for a person who manages it: whoever calls has checked that. What they may see is all
 * that is read. Events come as the answer is written; ending the signal, or not reading on, ends it.
 * @param asked.threadId null: a new conversation
 * @throws AppError 'bad_input' · 'not_found' (no such conversation of theirs) · 'conflict' (it is full) · 'too_many_requests'
 */
export async function* askAssistant(
  deps: AssistantDeps,
  scope: Scope,
  asked: { threadId: string | null; question: string; origin: Origin; locale: Locale; signal: AbortSignal },
): AsyncGenerator<AssistantEvent, Turn, undefined> {
  const turn = await openTurn(deps, scope, { ...asked, fromTurnId: null });
  return yield* answerTurn(deps, scope, turn, asked);
}

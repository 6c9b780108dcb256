import type { Locale } from '#core/i18n/rules.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { AssistantDeps } from './deps.server.ts';
import { answerTurn } from './internal/answer-turn.server.ts';
import { openTurn } from './internal/open-turn.server.ts';
import { readTurns } from './internal/turn-rows.server.ts';
import type { AssistantEvent, Scope, Turn } from './schema.ts';

/**
 * Asks a question of a conversation anew, with other words or the same: it, its answer and all that came after it go.
 * @param asked.question null: as it was
 * @throws AppError as `askAssistant`
 */
export async function* askAgain(
  deps: AssistantDeps,
  scope: Scope,
  asked: { threadId: string; turnId: string; question: string | null; locale: Locale; signal: AbortSignal },
): AsyncGenerator<AssistantEvent, Turn, undefined> {
  const { threadId, turnId } = asked;
  const [old] = await readTurns(deps.db, scope, { threadId, only: turnId, nowMs: deps.clock.now() });
  if (!old) throw new AppError('not_found', 'no such question in this conversation');
  const question = asked.question ?? old.question;
  const turn = await openTurn(deps, scope, { threadId, fromTurnId: turnId, question, origin: 'dashboard' });
  return yield* answerTurn(deps, scope, turn, asked);
}

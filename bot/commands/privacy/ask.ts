import { getProgress } from '#core/privacy/get-progress.server.ts';
import { openRequest } from '#core/privacy/open-request.server.ts';
import type { Ask, RequestProgress } from '#core/privacy/schema.ts';
import type { CommandAnswer, CommandUse } from '../command.ts';

/** Longer than any request of ours but one that a person reads; Discord takes a changed answer for 15 minutes. */
const PATIENCE_MS = 13 * 60_000;
const FIRST_LOOK_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** Asks in the name of whoever used the command: Discord has said who that is. */
export function askFor({ deps, userId, locale }: CommandUse, ask: Ask) {
  return openRequest({ ...deps, db: deps.rights }, { personId: userId, surface: 'discord', locale }, ask);
}

export function requestUrl({ deps }: Pick<CommandUse, 'deps'>, requestId: string, key: string | null = null): string {
  return `${deps.origin}/privacy/requests/${requestId}${key === null ? '' : `?key=${key}`}`;
}

/** Waits until a request is over, and says so; null where that takes too long. */
export function whenOver(
  { deps }: Pick<CommandUse, 'deps'>,
  requestId: string,
  say: (progress: RequestProgress) => CommandAnswer,
): () => Promise<CommandAnswer | null> {
  return async () => {
    const untilMs = Date.now() + PATIENCE_MS;
    for (let pauseMs = FIRST_LOOK_MS; Date.now() < untilMs; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
      await new Promise<void>((resolve) => setTimeout(resolve, pauseMs).unref());
      const progress = await getProgress(deps.rights, requestId);
      if (progress.state === 'done' || progress.state === 'failed') return say(progress);
    }
    return null;
  };
}

/** What an answer becomes when its request is over. */
export function overAnswer(use: CommandUse, words: { done: string }) {
  const { t } = use;
  return ({ requestId, state, hasReceipt }: RequestProgress): CommandAnswer => ({
    content: state === 'done' ? words.done : t('commands:privacy.notDone'),
    buttons: [
      hasReceipt
        ? { label: t('commands:privacy.receipt'), url: `${use.deps.origin}/privacy/receipts/${requestId}` }
        : { label: t('commands:privacy.open'), url: requestUrl(use, requestId) },
    ],
  });
}

import { recordEvent } from '#core/audit/record-event.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { endWhere } from './internal/end-where.server.ts';

/**
 * A person took back, at Discord, what they had allowed this application: their sessions end, and with them the tokens of
 * Discord that lay in them. The account stays until they delete it. News that end nothing are written down nowhere: Discord
 * tells the same again.
 * @param atMs when they did; what they allowed later stands, for such news come in any order, and more than once
 * @returns how many sessions ended
 */
export async function endDeauthorized(
  deps: AccountsDeps,
  { accountId, atMs }: { accountId: string; atMs: number },
): Promise<number> {
  const where = { accountId: BigInt(accountId), createdAt: { lte: new Date(atMs) } };
  return endWhere(deps, where, async (tx, ended) => {
    if (ended === 0) return;
    await recordEvent(tx, { actor: { kind: 'system' }, action: 'account.deauthorized', subjectId: accountId });
  });
}

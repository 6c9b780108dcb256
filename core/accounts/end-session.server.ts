import { sha256 } from '#core/platform/crypto.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { endWhere } from './internal/end-where.server.ts';

/** Signs this browser out. */
export async function endSession(deps: AccountsDeps, sessionId: string): Promise<void> {
  await endWhere(deps, { idHash: new Uint8Array(sha256(sessionId)) });
}

/** Signs the person out on every device, at once. @returns how many sessions ended. */
export async function endAllSessions(deps: AccountsDeps, accountId: string): Promise<number> {
  return endWhere(deps, { accountId: BigInt(accountId) });
}

import { sha256 } from '#core/platform/crypto.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { endWhere } from './internal/end-where.server.ts';

/** Signs one browser of a person out, by the `ref` of its session. @returns whether there was one. */
export async function endOneSession(
  deps: AccountsDeps,
  { accountId, ref }: { accountId: string; ref: string },
): Promise<boolean> {
  const idHash = new Uint8Array(Buffer.from(ref, 'hex'));
  return (await endWhere(deps, { accountId: BigInt(accountId), idHash })) > 0;
}

/** Signs a person out in every browser but the one with this session. @returns how many sessions ended. */
export async function endOtherSessions(
  deps: AccountsDeps,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<number> {
  return endWhere(deps, { accountId: BigInt(accountId), NOT: { idHash: new Uint8Array(sha256(sessionId)) } });
}

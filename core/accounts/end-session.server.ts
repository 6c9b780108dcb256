import { sendNews } from '#core/platform/bus.server.ts';
import { sha256 } from '#core/platform/crypto.server.ts';
import type { Prisma } from '#core/platform/db.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { openToken } from './internal/sealed-tokens.server.ts';

/** Signs this browser out. */
export async function endSession(deps: AccountsDeps, sessionId: string): Promise<void> {
  await endWhere(deps, { idHash: new Uint8Array(sha256(sessionId)) });
}

/** Signs the person out on every device, at once. @returns how many sessions ended. */
export async function endAllSessions(deps: AccountsDeps, accountId: string): Promise<number> {
  return endWhere(deps, { accountId: BigInt(accountId) });
}

/**
 * With a person's last session Discord is told to void the tokens: it voids all that the person ever gave this
 * application, so other browsers would lose theirs (Discord OAuth2 reference, "Token Revocation").
 * Where Discord does not answer, the sessions are over all the same.
 */
async function endWhere(deps: AccountsDeps, where: Prisma.SessionWhereInput): Promise<number> {
  const { db, oauth, secrets } = deps;
  const { ended, last } = await db.prisma.$transaction(async (tx) => {
    const ended = await tx.session.findMany({ where, orderBy: { createdAt: 'desc' } });
    await tx.session.deleteMany({ where: { idHash: { in: ended.map((row) => row.idHash) } } });
    const newest = ended[0];
    const left = newest ? await tx.session.count({ where: { accountId: newest.accountId } }) : 0;
    return { ended, last: left === 0 ? newest : undefined };
  });
  for (const accountId of new Set(ended.map((row) => row.accountId.toString())))
    await sendNews(db.pool, { type: 'session-ended', accountId });
  if (last) {
    const token = openToken(secrets, last.idHash, 'access', last.accessTokenSealed);
    await oauth.revoke(token).catch(() => {});
  }
  return ended.length;
}

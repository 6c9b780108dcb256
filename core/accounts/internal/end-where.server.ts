import { sendNews } from '#core/platform/bus.server.ts';
import type { Prisma } from '#core/platform/db.server.ts';
import type { AccountsDeps } from '../deps.server.ts';
import { openToken } from './sealed-tokens.server.ts';

/**
 * Ends sessions. With a person's last one Discord is told to void the tokens: it voids all that the person ever gave this
 * application, so other browsers would lose theirs (Discord OAuth2 reference, "Token Revocation").
 * Where Discord does not answer, the sessions are over all the same.
 * @param also what else is done in the same transaction; it is told how many this one ended
 * @returns how many ended
 */
export async function endWhere(
  { db, oauth, secrets }: AccountsDeps,
  where: Prisma.SessionWhereInput,
  also: (tx: Prisma.TransactionClient, ended: number) => Promise<void> = async () => {},
): Promise<number> {
  const { ended, last } = await db.for('sign-in', 'accountability').prisma.$transaction(async (tx) => {
    const ended = await tx.session.findMany({ where, orderBy: { createdAt: 'desc' } });
    const { count } = await tx.session.deleteMany({ where: { idHash: { in: ended.map((row) => row.idHash) } } });
    const newest = ended[0];
    const left = newest ? await tx.session.count({ where: { accountId: newest.accountId } }) : 0;
    await also(tx, count);
    return { ended, last: left === 0 ? newest : undefined };
  });
  for (const accountId of new Set(ended.map((row) => row.accountId.toString())))
    await sendNews(db.for('sign-in', 'accountability').pool, { type: 'session-ended', accountId });
  if (last) {
    const token = openToken(secrets, last.idHash, 'access', last.accessTokenSealed);
    await oauth.revoke(token).catch(() => {});
  }
  return ended.length;
}

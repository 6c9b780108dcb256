import { AppError } from '#core/platform/app-error.ts';
import { sha256 } from '#core/platform/crypto.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { SESSION_IDLE_MS } from './rules.ts';
import type { OwnSession, Profile } from './schema.ts';

/** A person's own account with the sessions that have not ended, this one first. @throws AppError 'not_found' */
export async function getAccount(
  { db, clock }: Pick<AccountsDeps, 'db' | 'clock'>,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<{ profile: Profile; sessions: OwnSession[] }> {
  const now = clock.now();
  const account = await db.for('sign-in').prisma.account.findUnique({
    where: { id: BigInt(accountId) },
    include: {
      sessions: {
        where: { expiresAt: { gt: new Date(now) }, lastSeenAt: { gt: new Date(now - SESSION_IDLE_MS) } },
        select: { idHash: true, createdAt: true, lastSeenAt: true, expiresAt: true },
        orderBy: { lastSeenAt: 'desc' },
      },
    },
  });
  if (!account) throw new AppError('not_found', 'no such account');
  const own = sha256(sessionId);
  const sessions = account.sessions.map(({ idHash, createdAt, lastSeenAt, expiresAt }) => ({
    ref: Buffer.from(idHash).toString('hex'),
    createdAt,
    lastSeenAt,
    endsAt: new Date(Math.min(expiresAt.getTime(), lastSeenAt.getTime() + SESSION_IDLE_MS)),
    isThis: own.equals(idHash),
  }));
  const { username, globalName, avatar, createdAt, lastSignInAt } = account;
  return {
    profile: { id: accountId, username, globalName, hasPicture: avatar !== null, createdAt, lastSignInAt },
    sessions: [...sessions.filter(({ isThis }) => isThis), ...sessions.filter(({ isThis }) => !isThis)],
  };
}

import type { AccountsDeps } from './deps.server.ts';
import { SESSION_IDLE_MS } from './rules.ts';

/** Removes what no browser can use any more; for the worker. @returns how many. */
export async function deleteExpiredSessions({ db, clock }: Pick<AccountsDeps, 'db' | 'clock'>): Promise<number> {
  const now = clock.now();
  const { count } = await db.prisma.session.deleteMany({
    where: {
      OR: [{ expiresAt: { lte: new Date(now) } }, { lastSeenAt: { lte: new Date(now - SESSION_IDLE_MS) } }],
    },
  });
  return count;
}

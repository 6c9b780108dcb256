import type { Database } from '#core/platform/db.server.ts';
import { SESSION_IDLE_MS } from './rules.ts';

/** Removes the sessions that no browser can use any more; for the worker. @returns how many. */
export async function pruneSessions(db: Database, now: number): Promise<number> {
  const { prisma } = db.for('sign-in');
  const { count } = await prisma.session.deleteMany({
    where: {
      OR: [{ expiresAt: { lte: new Date(now) } }, { lastSeenAt: { lte: new Date(now - SESSION_IDLE_MS) } }],
    },
  });
  return count;
}

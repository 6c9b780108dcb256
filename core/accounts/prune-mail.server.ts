import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

const KEPT_MS = 30 * 86_400_000;

/** Deletes mails of the outbox that were queued thirty days ago, sent or not. @returns how many */
export async function pruneMail(db: Database, clock: Clock): Promise<number> {
  const { prisma } = db.for('notify');
  const { count } = await prisma.mailOutbox.deleteMany({
    where: { queuedAt: { lte: new Date(clock.now() - KEPT_MS) } },
  });
  return count;
}

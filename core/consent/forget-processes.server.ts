import type { Database } from '#core/platform/db.server.ts';

const KEPT_MS = 86_400_000;

/** Forgets processes that have not been heard of for a day: each forgets the others sooner, while any runs. @returns how many */
export async function forgetProcesses(db: Database, nowMs: number): Promise<number> {
  const { prisma } = db.for('show-consent');
  const { count } = await prisma.consentReach.deleteMany({ where: { readAt: { lte: new Date(nowMs - KEPT_MS) } } });
  return count;
}

import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

const DAY_MS = 86_400_000;
/** How long it can be read that staff opened something. */
const ACCESS_KEPT_DAYS = 3 * 365;
/** How long refusals are counted. */
const DENIALS_KEPT_DAYS = 1;

/** Deletes accesses and counts of refusals that are past their time. @returns how many rows */
export async function pruneAccesses(db: Database, clock: Clock): Promise<number> {
  const { prisma } = db.for('accountability');
  const before = (days: number) => new Date(clock.now() - days * DAY_MS);
  const views = await prisma.staffView.deleteMany({ where: { lastAt: { lte: before(ACCESS_KEPT_DAYS) } } });
  const accesses = await prisma.staffAccess.deleteMany({ where: { openedAt: { lte: before(ACCESS_KEPT_DAYS) } } });
  const denials = await prisma.accessDenial.deleteMany({ where: { minute: { lte: before(DENIALS_KEPT_DAYS) } } });
  return views.count + accesses.count + denials.count;
}

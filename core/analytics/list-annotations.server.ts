import type { Database } from '#core/platform/db.server.ts';
import type { Annotation } from './rules/annotations.ts';
import type { Period } from './rules/period.ts';

/** What was written beside a guild's days, oldest first. @param period null for all of them. */
export async function listAnnotations(
  db: Database,
  { guildId }: { guildId: string },
  period: Period | null,
): Promise<Annotation[]> {
  const { prisma } = db.for('count-activity');
  const rows = await prisma.annotation.findMany({
    where: {
      guildId: BigInt(guildId),
      ...(period ? { day: { gte: period.fromDay, lte: period.toDay } } : {}),
    },
    orderBy: [{ day: 'asc' }, { createdAt: 'asc' }],
    select: { id: true, day: true, text: true },
  });
  return rows;
}

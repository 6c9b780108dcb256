import type { Database } from '#core/platform/db.server.ts';

/** The first day of a guild that has totals, in days since 1970; null where none has. */
export async function getFirstDay(db: Database, { guildId }: { guildId: string }): Promise<number | null> {
  const { prisma } = db.for('count-activity');
  const row = await prisma.guildDay.findFirst({
    where: { guildId: BigInt(guildId) },
    orderBy: { day: 'asc' },
    select: { day: true },
  });
  return row?.day ?? null;
}

import type { Database } from '#core/platform/db.server.ts';

/** The time zone a guild's days are cut by; UTC for one nobody has met. */
export async function getGuildTimeZone(db: Database, { guildId }: { guildId: string }): Promise<string> {
  const guild = await db
    .for('serve-guild')
    .prisma.guild.findUnique({ where: { id: BigInt(guildId) }, select: { timeZone: true } });
  return guild?.timeZone ?? 'UTC';
}

import type { Database } from '#core/platform/db.server.ts';

/** The time zone a guild's days are cut by; UTC for one nobody has met. */
export async function getGuildTimeZone(
  db: Pick<Database, 'prisma'>,
  { guildId }: { guildId: string },
): Promise<string> {
  const guild = await db.prisma.guild.findUnique({ where: { id: BigInt(guildId) }, select: { timeZone: true } });
  return guild?.timeZone ?? 'UTC';
}

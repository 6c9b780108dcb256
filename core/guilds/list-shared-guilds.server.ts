import type { Database } from '#core/platform/db.server.ts';

/** Which of these guilds have, or had, the bot: only in those can anything be held of somebody. */
export async function listSharedGuilds(db: Database, guildIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { prisma } = db.for('serve-guild');
  const known = await prisma.guild.findMany({
    where: { id: { in: guildIds.map(BigInt) } },
    select: { id: true },
  });
  return new Set(known.map(({ id }) => id.toString()));
}

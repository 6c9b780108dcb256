import type { Database } from '#core/platform/db.server.ts';

/** The language a guild chose on Discord, such as "pt-BR"; null for one nobody has met. */
export async function getGuildLocale(db: Database, { guildId }: { guildId: string }): Promise<string | null> {
  const guild = await db
    .for('serve-guild')
    .prisma.guild.findUnique({ where: { id: BigInt(guildId) }, select: { preferredLocale: true } });
  return guild?.preferredLocale ?? null;
}

import type { Database } from '#core/platform/db.server.ts';

/** What hangs on a guild that the bot was removed from is kept so long: whoever adds it again finds it. */
const REMOVED_KEPT_MS = 30 * 86_400_000;

const removedBefore = (nowMs: number) => ({ removedAt: { lte: new Date(nowMs - REMOVED_KEPT_MS) } });

/** Guilds that the bot was removed from 30 days ago or earlier, those first that have waited longest. */
export async function listRemovedGuilds(db: Database, nowMs: number): Promise<string[]> {
  const { prisma } = db.for('serve-guild');
  const rows = await prisma.guild.findMany({
    where: removedBefore(nowMs),
    orderBy: { removedAt: 'asc' },
    select: { id: true },
  });
  return rows.map(({ id }) => id.toString());
}

/** Whether a guild is still one of them: the bot may be back. */
export async function isRemoved(db: Database, guildId: string, nowMs: number): Promise<boolean> {
  const { prisma } = db.for('serve-guild');
  return (await prisma.guild.count({ where: { id: BigInt(guildId), ...removedBefore(nowMs) } })) > 0;
}

/** Forgets the guild itself, when nothing else of it is left. @returns whether it is forgotten; not where the bot is back */
export async function forgetGuild(db: Database, guildId: string, nowMs: number): Promise<boolean> {
  const { prisma } = db.for('serve-guild');
  const { count } = await prisma.guild.deleteMany({ where: { id: BigInt(guildId), ...removedBefore(nowMs) } });
  return count > 0;
}

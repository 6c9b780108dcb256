import type { Database } from '#core/platform/db.server.ts';
import type { DiscordUserGuild } from '#core/platform/discord-oauth.server.ts';
import { type GuildRight, inviteUrl, rightOf } from './rules.ts';

/** A guild in the picker. */
export interface OwnGuild {
  id: string;
  name: string;
  right: GuildRight;
  /** Null where the bot is in it; else Discord's page that adds it. */
  inviteUrl: string | null;
  /** Entitled to be counted. */
  premium: boolean;
}

/**
 * The guilds a person may manage, by their own list at Discord: those with the bot first, then by name.
 * The list only offers; each page asks for the right again.
 */
export async function listOwnGuilds(
  { db, discord }: { db: Database; discord: { authorizeUrl: string; clientId: string } },
  guilds: readonly DiscordUserGuild[],
  entitled: (guildIds: string[]) => Promise<readonly { guildId: string }[]>,
): Promise<OwnGuild[]> {
  const managed = guilds.flatMap((guild) => {
    const right = rightOf(guild.owner, BigInt(guild.permissions));
    return right ? [{ id: guild.id, name: guild.name, right }] : [];
  });
  const ids = managed.map(({ id }) => id);
  const [here, premium] = await Promise.all([
    db
      .for('serve-guild')
      .prisma.guild.findMany({ where: { id: { in: ids.map(BigInt) }, removedAt: null }, select: { id: true } }),
    entitled(ids),
  ]);
  const withBot = new Set(here.map(({ id }) => id.toString()));
  const withPremium = new Set(premium.map(({ guildId }) => guildId));
  return managed
    .map((guild) => ({
      ...guild,
      inviteUrl: withBot.has(guild.id) ? null : inviteUrl(discord.authorizeUrl, discord.clientId, guild.id),
      premium: withPremium.has(guild.id),
    }))
    .sort((a, b) => Number(a.inviteUrl !== null) - Number(b.inviteUrl !== null) || a.name.localeCompare(b.name));
}

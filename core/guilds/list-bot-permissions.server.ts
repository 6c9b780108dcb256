import type { RESTGetAPIGuildChannelsResult } from 'discord-api-types/v10';
import type { GuildReader } from './guild-reader.server.ts';
import { permissionsIn } from './internal/permissions-in.ts';

/** Who the bot is, and how to ask Discord about guilds. */
export interface BotDeps {
  reader: GuildReader;
  /** Discord user id of the bot. */
  botId: string;
}

/**
 * What the bot may do in each channel of a guild, as permission bits, in Discord's order; none where it is not in it.
 * @throws AppError 'discord_unavailable'
 */
export async function listBotPermissions(
  { reader, botId }: BotDeps,
  { guildId }: { guildId: string },
  maxAgeMs: number,
): Promise<{ channel: RESTGetAPIGuildChannelsResult[number]; permissions: bigint }[]> {
  const [guild, member, channels] = await Promise.all([
    reader.guild(guildId, maxAgeMs),
    reader.member(guildId, botId, maxAgeMs),
    reader.channels(guildId, maxAgeMs),
  ]);
  if (!guild || !member || !channels) return [];
  const bot = { id: botId, roles: member.roles };
  return channels.map((channel) => ({ channel, permissions: permissionsIn(guild, channel, bot) }));
}

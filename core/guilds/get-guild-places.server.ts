import { isAppError } from '#core/platform/app-error.ts';
import type { GuildReader } from './guild-reader.server.ts';

const AGE_MS = 60_000;

export interface GuildPlaces {
  channels: { id: string; name: string; parentId: string | null }[];
  roles: { id: string; name: string }[];
}

/**
 * Channels of a guild, categories too, and the roles that its people can have, at most a minute old: neither @everyone nor
 * those that belong to a bot. Only for someone who may see the guild.
 * @returns null where Discord cannot be asked, or may not be because nobody has managed the guild here
 */
export async function getGuildPlaces(
  { reader }: { reader: GuildReader },
  guildId: string,
): Promise<GuildPlaces | null> {
  try {
    const [guild, channels] = await Promise.all([reader.guild(guildId, AGE_MS), reader.channels(guildId, AGE_MS)]);
    if (!guild || !channels) return null;
    return {
      channels: channels.map((channel) => ({
        id: channel.id,
        name: channel.name ?? '',
        parentId: ('parent_id' in channel && channel.parent_id) || null,
      })),
      roles: guild.roles
        .filter((role) => role.id !== guildId && !role.tags?.bot_id)
        .map(({ id, name }) => ({ id, name })),
    };
  } catch (error) {
    if (isAppError(error) && (error.code === 'discord_unavailable' || error.code === 'not_allowed')) return null;
    throw error;
  }
}

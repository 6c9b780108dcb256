import { ChannelType } from 'discord-api-types/v10';
import { isAppError } from '#core/platform/app-error.ts';
import type { GuildReader } from './guild-reader.server.ts';
import { permissionsIn } from './internal/permissions-in.ts';
import { VIEW_CHANNEL } from './rules.ts';

const AGE_MS = 60_000;

const kinds: Readonly<Partial<Record<ChannelType, VisibleChannel['kind']>>> = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.GuildVoice]: 'voice',
  [ChannelType.GuildStageVoice]: 'stage',
  [ChannelType.GuildForum]: 'forum',
  [ChannelType.GuildMedia]: 'forum',
  [ChannelType.GuildCategory]: 'category',
};

export interface VisibleChannel {
  id: string;
  name: string;
  kind: 'text' | 'announcement' | 'voice' | 'stage' | 'forum' | 'category' | 'other';
  parentId: string | null;
}

export interface VisiblePlaces {
  channels: VisibleChannel[];
  /** Roles that people can have: neither @everyone nor those that belong to a bot. */
  roles: { id: string; name: string }[];
}

/**
 * Channels of a guild that one person may see there, by their roles and what channels allow, at most a minute old, and the
 * roles of the guild, which every member sees.
 * @returns null where Discord cannot be asked, or may not be, or the person is no member
 */
export async function listVisiblePlaces(
  { reader }: { reader: GuildReader },
  { guildId, personId }: { guildId: string; personId: string },
): Promise<VisiblePlaces | null> {
  try {
    const [guild, member, channels] = await Promise.all([
      reader.guild(guildId, AGE_MS),
      reader.member(guildId, personId, AGE_MS),
      reader.channels(guildId, AGE_MS),
    ]);
    if (!guild || !member || !channels) return null;
    const person = { id: personId, roles: member.roles };
    return {
      channels: channels
        .filter((channel) => (permissionsIn(guild, channel, person) & VIEW_CHANNEL) !== 0n)
        .map((channel) => ({
          id: channel.id,
          name: channel.name ?? '',
          kind: kinds[channel.type] ?? 'other',
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

import type { APIGuild, APIGuildMember, RESTGetAPIGuildChannelsResult } from 'discord-api-types/v10';
import type { Clock } from '#core/platform/clock.ts';
import type { DiscordRest } from '#core/platform/discord-rest.server.ts';
import { Recent } from '#core/platform/recent.ts';
import { mayReadMembers } from './rules.ts';
import type { StructurePart } from './schema.ts';

/**
 * What Discord says of guilds now, remembered in this process for as long as each caller allows.
 * A null answer is remembered too: asking again and again for what one may not see ends in a ban of the address.
 */
export interface GuildReader {
  guild(guildId: string, maxAgeMs: number): Promise<APIGuild | null>;
  member(guildId: string, userId: string, maxAgeMs: number): Promise<APIGuildMember | null>;
  channels(guildId: string, maxAgeMs: number): Promise<RESTGetAPIGuildChannelsResult | null>;
  activeThreads(guildId: string, maxAgeMs: number): Promise<Named[]>;
  /** Name of a channel or archived thread of a guild; null where the bot may not see it. */
  channelName(guildId: string, channelId: string, maxAgeMs: number): Promise<string | null>;
  /** Whether Discord lets the bot see who joins and leaves. */
  membersGranted(maxAgeMs: number): Promise<boolean>;
}

export interface Named {
  id: string;
  name: string;
  parentId: string | null;
  /** Holds channels, not messages. */
  isCategory: boolean;
}

/**
 * @param note goes before each question about a guild's channels and roles; where it throws, Discord is not asked
 */
export function createGuildReader(
  rest: DiscordRest,
  clock: Clock,
  note: (guildId: string, what: StructurePart) => Promise<void>,
): GuildReader {
  const guilds = new Recent<APIGuild | null>(2_000, clock);
  const members = new Recent<APIGuildMember | null>(10_000, clock);
  const channels = new Recent<RESTGetAPIGuildChannelsResult | null>(200, clock);
  const threads = new Recent<Named[]>(200, clock);
  const names = new Recent<string | null>(5_000, clock);
  const grants = new Recent<boolean>(1, clock);
  return {
    guild: (guildId, maxAgeMs) =>
      guilds.get(guildId, maxAgeMs, async () => {
        await note(guildId, 'roles');
        return rest.guild(guildId);
      }),
    member: (guildId, userId, maxAgeMs) =>
      members.get(`${guildId}:${userId}`, maxAgeMs, () => rest.member(guildId, userId)),
    channels: (guildId, maxAgeMs) =>
      channels.get(guildId, maxAgeMs, async () => {
        await note(guildId, 'channels');
        return rest.channels(guildId);
      }),
    activeThreads: (guildId, maxAgeMs) =>
      threads.get(guildId, maxAgeMs, async () => {
        await note(guildId, 'threads');
        const active = await rest.activeThreads(guildId);
        return (active?.threads ?? []).map((thread) => ({
          id: thread.id,
          name: thread.name ?? '',
          parentId: ('parent_id' in thread && thread.parent_id) || null,
          isCategory: false,
        }));
      }),
    channelName: (guildId, channelId, maxAgeMs) =>
      names.get(channelId, maxAgeMs, async () => {
        await note(guildId, 'threads');
        return (await rest.channel(channelId))?.name ?? null;
      }),
    membersGranted: (maxAgeMs) =>
      grants.get('members', maxAgeMs, async () => mayReadMembers((await rest.application())?.flags ?? 0)),
  };
}

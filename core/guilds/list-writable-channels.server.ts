import { ChannelType } from 'discord-api-types/v10';
import type { GuildReader } from './guild-reader.server.ts';
import { ATTACH_FILES, channelPermissions, SEND_MESSAGES, VIEW_CHANNEL } from './rules.ts';

/** What the bot needs to write a message with a picture, in Discord's words. */
export const writingRights = ['view', 'send', 'attach'] as const;
export type WritingRight = (typeof writingRights)[number];

const bits: Readonly<Record<WritingRight, bigint>> = { view: VIEW_CHANNEL, send: SEND_MESSAGES, attach: ATTACH_FILES };

export interface WritableChannel {
  id: string;
  name: string;
  /** Rights that the bot lacks there; none: it can write. */
  missing: readonly WritingRight[];
}

const kinds: ReadonlySet<number> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);

/**
 * Text and announcement channels of a guild in the order people see them, with what the bot lacks to write there.
 * @param botId Discord user id of the bot
 * @throws AppError 'discord_unavailable'
 */
export async function listWritableChannels(
  { reader }: { reader: GuildReader },
  { guildId, botId }: { guildId: string; botId: string },
  maxAgeMs: number,
): Promise<WritableChannel[]> {
  const [guild, member, channels] = await Promise.all([
    reader.guild(guildId, maxAgeMs),
    reader.member(guildId, botId, maxAgeMs),
    reader.channels(guildId, maxAgeMs),
  ]);
  if (!guild || !member || !channels) return [];
  const roles = guild.roles.map(({ id, permissions }) => ({ id, permissions: BigInt(permissions) }));
  const whole = { id: guild.id, owner_id: guild.owner_id, roles };
  return channels
    .filter(({ type }) => kinds.has(type))
    .sort((a, b) => positionOf(a) - positionOf(b) || (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    .map((channel) => {
      const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
      const permissions = channelPermissions(
        whole,
        {
          permission_overwrites: overwrites.map((one) => ({
            ...one,
            allow: BigInt(one.allow),
            deny: BigInt(one.deny),
          })),
        },
        { id: botId, roles: member.roles },
      );
      const missing = writingRights.filter((right) => (permissions & bits[right]) === 0n);
      return { id: channel.id, name: channel.name ?? '', missing };
    });
}

function positionOf(channel: object): number {
  return 'position' in channel && typeof channel.position === 'number' ? channel.position : 0;
}

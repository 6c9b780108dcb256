import { ChannelType } from 'discord-api-types/v10';
import { type BotDeps, listBotPermissions } from './list-bot-permissions.server.ts';
import { ATTACH_FILES, SEND_MESSAGES, VIEW_CHANNEL } from './rules.ts';

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
 * @throws AppError 'discord_unavailable'
 */
export async function listWritableChannels(
  deps: BotDeps,
  scope: { guildId: string },
  maxAgeMs: number,
): Promise<WritableChannel[]> {
  const known = await listBotPermissions(deps, scope, maxAgeMs);
  return known
    .filter(({ channel }) => kinds.has(channel.type))
    .sort(({ channel: a }, { channel: b }) => positionOf(a) - positionOf(b) || (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    .map(({ channel, permissions }) => ({
      id: channel.id,
      name: channel.name ?? '',
      missing: writingRights.filter((right) => (permissions & bits[right]) === 0n),
    }));
}

function positionOf(channel: object): number {
  return 'position' in channel && typeof channel.position === 'number' ? channel.position : 0;
}

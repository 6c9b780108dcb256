import { CONNECT, channelPermissions, READ_MESSAGE_HISTORY, VIEW_CHANNEL } from '#core/guilds/rules.ts';
import type { DiscordHistory, HistoryChannel, HistoryThread } from '#core/platform/discord-history.server.ts';
import type { ThreadRow } from '../count-batch.server.ts';
import type { Place } from '../healing.ts';

const TEXT = 0;
const VOICE = 2;
const ANNOUNCEMENT = 5;
const STAGE = 13;
const FORUM = 15;
const MEDIA = 16;
const withMessages: ReadonlySet<number> = new Set([TEXT, VOICE, ANNOUNCEMENT, STAGE]);
const withThreads: ReadonlySet<number> = new Set([TEXT, ANNOUNCEMENT, FORUM, MEDIA]);
const withVoice: ReadonlySet<number> = new Set([VOICE, STAGE]);

export interface Places {
  places: Place[];
  threads: ThreadRow[];
}

/**
 * Every channel and thread of a guild that may hold messages made since an instant, with what the bot may do there.
 * @returns null where the bot is not in the guild any more
 * @throws AppError 'discord_unavailable'
 */
export async function readPlaces(discord: DiscordHistory, guildId: string, sinceMs: number): Promise<Places | null> {
  const self = await discord.self(guildId);
  const guild = await discord.guild(guildId);
  const roles = await discord.rolesOf(guildId, self);
  const channels = await discord.channels(guildId);
  const active = await discord.activeThreads(guildId);
  if (guild === null || roles === null || channels === null || active === null) return null;

  const permissions = new Map(
    channels.map((channel) => [channel.id, channelPermissions(guild, channel, { id: self, roles })]),
  );
  const has = (channelId: string, needed: bigint) => ((permissions.get(channelId) ?? 0n) & needed) === needed;
  const placeOf = (one: HistoryChannel, channel: HistoryChannel): Place => ({
    id: one.id,
    newestId: one.last_message_id ?? null,
    isSeen: has(channel.id, VIEW_CHANNEL),
    isReadable: has(channel.id, VIEW_CHANNEL | READ_MESSAGE_HISTORY | (withVoice.has(channel.type) ? CONNECT : 0n)),
  });
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  const threads = new Map(active.map((thread) => [thread.id, thread]));
  for (const channel of channels.filter((one) => withThreads.has(one.type))) {
    if (!has(channel.id, VIEW_CHANNEL | READ_MESSAGE_HISTORY)) continue;
    for (const thread of await archivedSince(discord, guildId, channel.id, sinceMs)) threads.set(thread.id, thread);
  }
  const places = channels.filter((one) => withMessages.has(one.type)).map((one) => placeOf(one, one));
  const rows: ThreadRow[] = [];
  for (const thread of threads.values()) {
    const parent = byId.get(thread.parent_id ?? '');
    if (parent === undefined) continue;
    places.push(placeOf(thread, parent));
    rows.push({ guildId, threadId: thread.id, parentId: parent.id });
  }
  return { places, threads: rows };
}

/** A thread that was archived before an instant got no message since: it would not be archived then. */
async function archivedSince(
  discord: DiscordHistory,
  guildId: string,
  channelId: string,
  sinceMs: number,
): Promise<HistoryThread[]> {
  const found: HistoryThread[] = [];
  for (let before: string | null = null; ; ) {
    const page = await discord.archivedThreads(guildId, channelId, before);
    if (page === null) return found;
    const recent = page.threads.filter((thread) => Date.parse(thread.thread_metadata.archive_timestamp) >= sinceMs);
    found.push(...recent);
    if (!page.hasMore || recent.length < page.threads.length) return found;
    before = page.threads.at(-1)?.thread_metadata.archive_timestamp ?? null;
    if (before === null) return found;
  }
}

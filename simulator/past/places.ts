import { hash, Random } from '../world/random.ts';
import { snowflake, snowflakeMs } from '../world/snowflake.ts';
import { CHANNEL_TYPE, type Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { DAY_MS, type PastThread } from './types.ts';

/** Numbers of ids that no channel of the world has. */
const THREAD_LOW = 3_000_000;
const DELETED_LOW = 4_100_000;
const MOST_THREADS = 12;
/** The channel that is gone had its last message so many days before the world began. */
const DELETED_DAYS_AGO = 17;

/** Where things happened: what the bot sees of a guild when the world begins, and what was there before and is not. */
export interface Places {
  /** Channels for messages; the first ones get most. */
  readonly text: readonly string[];
  readonly voice: readonly string[];
  readonly afk: string | null;
  readonly threads: readonly PastThread[];
  /** A channel that was deleted; null in small guilds. */
  readonly deleted: { channelId: string; lastDay: number } | null;
}

export function placesOf(world: World, guild: Guild, seed: number, fromDay: number, toDay: number): Places {
  const seen = guild.channels.filter((one) => world.botPermissions(guild, one) !== 0n);
  const rooms = seen.filter((one) => one.type === CHANNEL_TYPE.voice || one.type === CHANNEL_TYPE.stage);
  const voice = rooms.filter((one) => one.id !== guild.afkChannelId).map((one) => one.id);
  const plain = seen.filter((one) => one.type === CHANNEL_TYPE.text).map((one) => one.id);
  const forums = seen.filter((one) => one.type === CHANNEL_TYPE.forum).map((one) => one.id);
  return {
    text: [...plain, ...voice.slice(0, 2)],
    voice,
    afk: rooms.find((one) => one.id === guild.afkChannelId)?.id ?? null,
    threads: threadsOf(guild, [...plain, ...forums], seed, fromDay, toDay),
    deleted:
      guild.seededMembers < 20
        ? null
        : {
            channelId: snowflake(snowflakeMs(guild.id) + 86_000, DELETED_LOW + (guild.index % 90_000)),
            lastDay: toDay - DELETED_DAYS_AGO,
          },
  };
}

function threadsOf(
  guild: Guild,
  parents: readonly string[],
  seed: number,
  fromDay: number,
  toDay: number,
): PastThread[] {
  const count = parents.length < 3 ? 0 : Math.min(MOST_THREADS, Math.floor(guild.channels.length / 2));
  const random = new Random(hash(seed, guild.index, 7002));
  return Array.from({ length: count }, (_, i) => {
    const day = fromDay + random.below(Math.max(1, toDay - fromDay));
    const openedMs = day * DAY_MS + random.below(DAY_MS - 1000);
    return {
      threadId: snowflake(openedMs, THREAD_LOW + (guild.index % 80_000) * MOST_THREADS + i),
      parentId: parents[Math.floor(random.next() ** 2 * parents.length)] ?? '',
      openedMs,
      archivedMs: (day + 3 + random.below(18)) * DAY_MS,
    };
  }).sort((a, b) => a.openedMs - b.openedMs);
}

/** Where a message of a day can be: threads from the day after they were opened. */
export function textPlaces(places: Places, day: number): string[] {
  const { text, threads, deleted } = places;
  const open = threads.filter((one) => one.openedMs < day * DAY_MS && one.archivedMs > day * DAY_MS);
  const former = deleted !== null && day <= deleted.lastDay ? [deleted.channelId] : [];
  return [...text.slice(0, 2), ...former, ...open.slice(0, 3).map((one) => one.threadId), ...text.slice(2)];
}

import { listenForNews, type News } from '#core/platform/bus.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.server.ts';

/** A guild's viewers hear of new numbers at most this often. */
const COALESCE_MS = 1_000;
/** Without news the numbers are read again at this interval: hours pass and silence means something too. */
const REFRESH_MS = 30_000;

/** Somebody who looks at a guild now. */
export interface Viewer {
  accountId: string;
  /** New data, as JSON. */
  push(json: string): void;
  /** The account's session may have ended: look again now. */
  recheck(): void;
  close(): void;
}

/** Everybody who looks at the same guild: one question to the database serves them all. */
interface Room {
  viewers: Set<Viewer>;
  read: () => Promise<unknown>;
  readAt: number;
  reading: boolean;
  again: boolean;
  timer: NodeJS.Timeout | undefined;
}

export interface LiveHub {
  /** Follows a guild. `read` answers what every viewer of the guild may see. @returns how to leave. */
  join(guildId: string, viewer: Viewer, read: () => Promise<unknown>): () => void;
  /** Streams that an account has open. */
  countOf(accountId: string): number;
  size(): number;
  close(): Promise<void>;
}

export function createLiveHub(databaseUrl: string, log: Logger, clock: Clock): LiveHub {
  const rooms = new Map<string, Room>();

  const readRoom = async (guildId: string, room: Room) => {
    room.timer = undefined;
    room.reading = true;
    room.again = false;
    room.readAt = clock.now();
    try {
      const json = JSON.stringify(await room.read());
      for (const viewer of room.viewers) viewer.push(json);
    } catch (error) {
      log.warn({ err: error, guild: guildId }, 'no live numbers this time');
    }
    room.reading = false;
    if (rooms.get(guildId) === room) schedule(guildId, room, room.again ? COALESCE_MS : REFRESH_MS);
  };
  const schedule = (guildId: string, room: Room, intervalMs: number) => {
    clearTimeout(room.timer);
    const wait = Math.max(0, room.readAt + intervalMs - clock.now());
    room.timer = setTimeout(() => void readRoom(guildId, room), wait);
  };
  const refresh = (guildId: string, room: Room) => {
    if (room.reading) room.again = true;
    else schedule(guildId, room, COALESCE_MS);
  };
  const refreshAll = () => {
    for (const [guildId, room] of rooms) refresh(guildId, room);
  };
  const hear = (news: News) => {
    if (news.type === 'counted' && news.guildIds === null) refreshAll();
    else if (news.type === 'counted' || news.type === 'entitlement') {
      for (const guildId of news.type === 'counted' ? (news.guildIds ?? []) : [news.guildId]) {
        const room = rooms.get(guildId);
        if (room) refresh(guildId, room);
      }
    } else if (news.type === 'session-ended')
      for (const viewer of everyone()) if (viewer.accountId === news.accountId) viewer.recheck();
  };
  const everyone = () => [...rooms.values()].flatMap((room) => [...room.viewers]);
  const listening = listenForNews(databaseUrl, log, {
    onNews: hear,
    onOpen() {
      refreshAll();
      for (const viewer of everyone()) viewer.recheck();
    },
  });

  return {
    join(guildId, viewer, read) {
      const room = rooms.get(guildId) ?? {
        viewers: new Set<Viewer>(),
        read,
        readAt: 0,
        reading: false,
        again: false,
        timer: undefined,
      };
      rooms.set(guildId, room);
      room.viewers.add(viewer);
      refresh(guildId, room);
      return () => {
        room.viewers.delete(viewer);
        if (room.viewers.size > 0) return;
        clearTimeout(room.timer);
        rooms.delete(guildId);
      };
    },
    countOf: (accountId) => everyone().filter((viewer) => viewer.accountId === accountId).length,
    size: () => everyone().length,
    async close() {
      for (const viewer of everyone()) viewer.close();
      await listening.close();
    },
  };
}

import type { MembershipChange, MessageChunk, MessageRows, VoiceRow } from '#core/analytics/count-batch.server.ts';
import type { LoadedCounts } from '#core/analytics/load-counts.server.ts';
import { invitedOfDay } from './invites-of-day.ts';
import type { Hole, PastDay } from './read-past.ts';
import { voicePeaks } from './voice-peaks.ts';

interface MessageCell {
  guildId: string;
  channelId: string;
  userId: string;
  hour: number;
  messages: number;
}

/** What a day of some guilds is to the product, at its end `nowMs`. `holesOf` are a guild's holes until then. */
export function rowsOfDays(
  days: readonly PastDay[],
  nowMs: number,
  holesOf: (guildId: string) => readonly Hole[],
): Omit<LoadedCounts, 'spans' | 'readings'> {
  const cells: MessageCell[] = [];
  const voice: VoiceRow[] = [];
  for (const { guildId, cells: of } of days) {
    for (const { channelId, userId, hour, messages, ...parts } of of) {
      const { activeMs, mutedMs, deafenedMs, aloneMs } = parts;
      if (messages > 0) cells.push({ guildId, channelId, userId, hour, messages });
      if (activeMs + mutedMs + deafenedMs + aloneMs > 0)
        voice.push({ guildId, channelId, userId, hour, activeMs, mutedMs, deafenedMs, aloneMs });
    }
  }
  return {
    messages: new MessageCells(cells),
    voice,
    peaks: days.flatMap((day) => voicePeaks(day, holesOf(day.guildId))),
    threads: days.flatMap(({ guildId, threads }) => threads.map((thread) => ({ guildId, ...thread }))),
    memberships: days.flatMap(changesOf),
    invited: days.flatMap((day) => invitedOfDay(day, holesOf(day.guildId), nowMs)),
    gaps: days.flatMap(({ guildId, holes }) => holes.map((hole) => ({ guildId, shardId: 0, countedIds: [], ...hole }))),
  };
}

function changesOf({ guildId, memberships }: PastDay): MembershipChange[] {
  const changes = new Map<string, { kind: 'join' | 'leave'; atMs: number }[]>();
  for (const { userId, kind, atMs } of memberships) {
    const events = changes.get(userId) ?? [];
    events.push({ kind, atMs });
    changes.set(userId, events);
  }
  return [...changes].map(([userId, events]) => ({ guildId, userId, events }));
}

/** Cells in the shape of a batch's messages, in the order of the primary key. */
class MessageCells implements MessageRows {
  readonly size: number;
  readonly hours: ReadonlySet<number>;
  readonly guildIds: ReadonlySet<string>;
  private readonly cells: readonly MessageCell[];

  constructor(cells: MessageCell[]) {
    this.cells = cells.sort((a, b) => byId(a.guildId, b.guildId) || a.hour - b.hour || byId(a.channelId, b.channelId));
    this.size = cells.length;
    this.hours = new Set(cells.map((cell) => cell.hour));
    this.guildIds = new Set(cells.map((cell) => cell.guildId));
  }

  *chunks(rows: number): Generator<MessageChunk> {
    for (let from = 0; from < this.cells.length; from += rows) {
      const cells = this.cells.slice(from, from + rows);
      const slots: { guildId: string; channelId: string; hour: number }[] = [];
      const chunk = {
        slots,
        slot: new Int32Array(cells.length),
        userHigh: new Uint32Array(cells.length),
        userLow: new Uint32Array(cells.length),
        messages: Int32Array.from(cells, (cell) => cell.messages),
      };
      cells.forEach(({ guildId, channelId, hour, userId }, i) => {
        const last = slots.at(-1);
        if (last?.guildId !== guildId || last.hour !== hour || last.channelId !== channelId)
          slots.push({ guildId, channelId, hour });
        chunk.slot[i] = slots.length - 1;
        const id = BigInt(userId);
        chunk.userHigh[i] = Number(id >> 32n);
        chunk.userLow[i] = Number(id & 0xffffffffn);
      });
      yield chunk;
    }
  }
}

/** Ids are decimal numbers without leading zeros. */
function byId(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

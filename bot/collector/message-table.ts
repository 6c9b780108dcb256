import type { MessageChunk, MessageRows } from '#core/analytics/count-batch.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';

/** One (guild, channel, hour) of a batch. */
interface Slot {
  readonly index: number;
  readonly guildId: string;
  readonly channelId: string;
  readonly hour: number;
  /** The same channel in another hour of this batch. */
  readonly other: Slot | null;
}

/** Slots of one guild in one batch by channel. A new batch starts with an empty map, so that no channel is kept for ever. */
export interface GuildSlots {
  readonly guildId: string;
  table: MessageTable | null;
  channels: Map<string, Slot>;
}

export function createGuildSlots(guildId: string): GuildSlots {
  return { guildId, table: null, channels: new Map() };
}

const SEGMENT_BITS = 6;
const SEGMENTS = 1 << SEGMENT_BITS;
const FIELDS = 4;
const FIRST_CAPACITY = 64;

/**
 * Message counts of one batch: (slot, person) -> messages, in open-addressing tables of 16 bytes an entry at a load
 * of at most three quarters. There is no object a key, so garbage collection does not see them; the table is cut into
 * segments that grow one at a time, so no growth is long enough to be felt.
 */
export class MessageTable implements MessageRows {
  size = 0;
  private readonly slots: Slot[] = [];
  private readonly segments: Int32Array[] = [];
  private readonly used = new Int32Array(SEGMENTS);

  constructor() {
    for (let index = 0; index < SEGMENTS; index++) this.segments.push(new Int32Array(FIRST_CAPACITY * FIELDS));
  }

  /**
   * Counts one message of a person, whose id comes as two 32-bit halves: no number holds one exactly, and BigInt
   * allocates. The channel's id is kept: it must not be a slice of a payload.
   */
  add(guild: GuildSlots, channelId: string, userHigh: number, userLow: number, createdMs: number): void {
    if (guild.table !== this) {
      guild.table = this;
      guild.channels = new Map();
    }
    const hour = Math.floor(createdMs / HOUR_MS);
    let slot = guild.channels.get(channelId);
    if (slot === undefined || slot.hour !== hour) slot = this.slotOf(guild, channelId, hour, slot);
    this.count(slot.index + 1, userHigh | 0, userLow | 0);
  }

  private slotOf(guild: GuildSlots, channelId: string, hour: number, newest: Slot | undefined): Slot {
    for (let slot = newest ?? null; slot !== null; slot = slot.other) if (slot.hour === hour) return slot;
    const made = { index: this.slots.length, guildId: guild.guildId, channelId, hour, other: newest ?? null };
    this.slots.push(made);
    guild.channels.set(channelId, made);
    return made;
  }

  /** `key` is the slot's index and one: zero marks a free entry. */
  private count(key: number, high: number, low: number): void {
    const hash = hashOf(key, high, low);
    const segment = hash >>> (32 - SEGMENT_BITS);
    const table = this.segments[segment];
    if (table === undefined) return;
    const mask = table.length - 1;
    for (let at = (hash << 2) & mask; ; at = (at + FIELDS) & mask) {
      const found = table[at];
      if (found === 0) {
        table[at] = key;
        table[at + 1] = high;
        table[at + 2] = low;
        table[at + 3] = 1;
        this.size++;
        const used = (this.used[segment] ?? 0) + 1;
        this.used[segment] = used;
        if (used * FIELDS * 4 > table.length * 3) this.grow(segment, table);
        return;
      }
      if (found === key && table[at + 1] === high && table[at + 2] === low) {
        table[at + 3] = (table[at + 3] ?? 0) + 1;
        return;
      }
    }
  }

  private grow(segment: number, old: Int32Array): void {
    const table = new Int32Array(old.length * 2);
    const mask = table.length - 1;
    for (let from = 0; from < old.length; from += FIELDS) {
      const key = old[from] ?? 0;
      if (key === 0) continue;
      const high = old[from + 1] ?? 0;
      const low = old[from + 2] ?? 0;
      let at = (hashOf(key, high, low) << 2) & mask;
      while (table[at] !== 0) at = (at + FIELDS) & mask;
      table[at] = key;
      table[at + 1] = high;
      table[at + 2] = low;
      table[at + 3] = old[from + 3] ?? 0;
    }
    this.segments[segment] = table;
  }

  get hours(): ReadonlySet<number> {
    return new Set(this.slots.map((slot) => slot.hour));
  }

  get guildIds(): ReadonlySet<string> {
    return new Set(this.slots.map((slot) => slot.guildId));
  }

  /** Slots in the order of the primary key, and the keys put in the order of their slots by counting. */
  *chunks(rows: number): Iterable<MessageChunk> {
    const order = this.slots.map((slot) => slot.index).sort((a, b) => compareSlots(this.slots[a], this.slots[b]));
    const rank = new Int32Array(this.slots.length);
    order.forEach((index, place) => {
      rank[index] = place;
    });
    const starts = new Int32Array(this.slots.length + 1);
    this.forEach((key) => {
      const place = (rank[key - 1] ?? 0) + 1;
      starts[place] = (starts[place] ?? 0) + 1;
    });
    for (let place = 1; place < starts.length; place++) {
      starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
    }
    const slot = new Int32Array(this.size);
    const high = new Uint32Array(this.size);
    const low = new Uint32Array(this.size);
    const messages = new Int32Array(this.size);
    this.forEach((key, userHigh, userLow, count) => {
      const place = rank[key - 1] ?? 0;
      const at = starts[place] ?? 0;
      starts[place] = at + 1;
      slot[at] = place;
      high[at] = userHigh;
      low[at] = userLow;
      messages[at] = count;
    });
    for (let from = 0; from < this.size; from += rows) {
      const to = Math.min(this.size, from + rows);
      const first = slot[from] ?? 0;
      const last = slot[to - 1] ?? 0;
      yield {
        slots: order.slice(first, last + 1).flatMap((index) => this.slots[index] ?? []),
        slot: slot.slice(from, to).map((place) => place - first),
        userHigh: high.subarray(from, to),
        userLow: low.subarray(from, to),
        messages: messages.subarray(from, to),
      };
    }
  }

  private forEach(visit: (key: number, high: number, low: number, messages: number) => void): void {
    for (const table of this.segments) {
      for (let at = 0; at < table.length; at += FIELDS) {
        const key = table[at] ?? 0;
        if (key !== 0) visit(key, table[at + 1] ?? 0, table[at + 2] ?? 0, table[at + 3] ?? 0);
      }
    }
  }
}

function hashOf(key: number, high: number, low: number): number {
  let hash = Math.imul(low ^ Math.imul(key, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(high, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/** Decimal ids without leading zeros compare by length, then as text. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function compareSlots(a: Slot | undefined, b: Slot | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return compareIds(a.guildId, b.guildId) || a.hour - b.hour || compareIds(a.channelId, b.channelId);
}

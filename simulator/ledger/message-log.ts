/** What kind of message an entry is. Only `human` and `reply` count (design: a human account, no system type). */
export const MESSAGE_KIND = {
  human: 0,
  reply: 1,
  bot: 2,
  webhook: 3,
  join: 4,
  pin: 5,
  boost: 6,
  threadCreated: 7,
  threadStarter: 8,
} as const;
export type MessageKind = (typeof MESSAGE_KIND)[keyof typeof MESSAGE_KIND];

/** Discord's message type of each kind, by kind. */
export const MESSAGE_TYPE: readonly number[] = [0, 19, 0, 0, 7, 6, 8, 18, 21];

const CHUNK = 65_536;

interface Chunk {
  ms: Float64Array;
  low: Uint32Array;
  channel: Int32Array;
  user: Int32Array;
  kind: Uint8Array;
  variant: Uint8Array;
}

/**
 * Every message that was sent, in order: 22 bytes each. Both the ledger and the gateway's replay read it, so a message
 * is kept once however many sessions must still see it. The oldest chunks go first when `maxEntries` is reached.
 */
export class MessageLog {
  private readonly chunks = new Map<number, Chunk>();
  private current: Chunk;
  private readonly maxEntries: number;
  /** Index of the oldest entry still kept. */
  first = 0;
  /** Index the next entry gets. */
  next = 0;

  constructor(maxEntries: number) {
    this.maxEntries = Math.max(2 * CHUNK, maxEntries);
    this.current = this.open(0);
  }

  /** `user` is a user index, or the webhook's place in its guild's list. */
  append(ms: number, low: number, channel: number, user: number, kind: MessageKind, variant: number): number {
    const index = this.next;
    const at = index % CHUNK;
    if (at === 0 && index > 0) this.current = this.open(index / CHUNK);
    const chunk = this.current;
    chunk.ms[at] = ms;
    chunk.low[at] = low;
    chunk.channel[at] = channel;
    chunk.user[at] = user;
    chunk.kind[at] = kind;
    chunk.variant[at] = variant;
    this.next = index + 1;
    return index;
  }

  private open(number: number): Chunk {
    const chunk: Chunk = {
      ms: new Float64Array(CHUNK),
      low: new Uint32Array(CHUNK),
      channel: new Int32Array(CHUNK),
      user: new Int32Array(CHUNK),
      kind: new Uint8Array(CHUNK),
      variant: new Uint8Array(CHUNK),
    };
    this.chunks.set(number, chunk);
    if (this.next - this.first > this.maxEntries) {
      this.chunks.delete(Math.floor(this.first / CHUNK));
      this.first = (Math.floor(this.first / CHUNK) + 1) * CHUNK;
    }
    return chunk;
  }

  private chunkOf(index: number): Chunk {
    const chunk = this.chunks.get(Math.floor(index / CHUNK));
    if (!chunk || index >= this.next) throw new RangeError(`message ${index} is not in the log`);
    return chunk;
  }

  msAt(index: number): number {
    return this.chunkOf(index).ms[index % CHUNK] ?? 0;
  }

  /** Copies one entry into `into`, which callers reuse. */
  read(index: number, into: MessageEntry): MessageEntry {
    const chunk = this.chunkOf(index);
    const at = index % CHUNK;
    into.ms = chunk.ms[at] ?? 0;
    into.low = chunk.low[at] ?? 0;
    into.channel = chunk.channel[at] ?? 0;
    into.user = chunk.user[at] ?? 0;
    into.kind = chunk.kind[at] ?? 0;
    into.variant = chunk.variant[at] ?? 0;
    return into;
  }

  /** World time from which the log is complete. */
  get completeFromMs(): number {
    return this.first === 0 || this.first >= this.next ? 0 : this.msAt(this.first);
  }
}

export interface MessageEntry {
  ms: number;
  low: number;
  channel: number;
  user: number;
  kind: number;
  variant: number;
}

export function emptyEntry(): MessageEntry {
  return { ms: 0, low: 0, channel: 0, user: 0, kind: 0, variant: 0 };
}

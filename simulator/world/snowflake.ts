/** Discord's ids: milliseconds since 2015, 22 bits of worker and increment below. */
export const DISCORD_EPOCH_MS = 1420070400000;
export const LOW_BITS = 22;
export const LOW_LIMIT = 2 ** LOW_BITS;

/** The id for an instant (Unix ms) and a number below 2^22. */
export function snowflake(unixMs: number, low: number): string {
  return ((BigInt(unixMs - DISCORD_EPOCH_MS) << 22n) | BigInt(low)).toString();
}

/** Unix ms of an id. */
export function snowflakeMs(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;
}

/** The low 22 bits of an id: in this world the index of what it names. */
export function snowflakeLow(id: string): number {
  return Number(BigInt(id) & 0x3fffffn);
}

/** Whether a text can be an id at all (digits of a 64-bit number). */
export function isSnowflake(text: string): boolean {
  return /^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n;
}

/** Discord's routing rule: (guild_id >> 22) % shard count. */
export function shardOf(guildId: string, shardCount: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

/**
 * Gives ids for things that happen now, strictly increasing even where the clock stands still or steps back.
 * `take` returns the increment within `lastMs`; `text` renders an instant and increment.
 */
export class SnowflakeClock {
  lastMs = 0;
  lastLow = 0;
  private renderedMs = -1;
  private high = '';
  private lowDigits = 0;

  /** Advances to the next id at or after `unixMs`; read it from `lastMs` and `lastLow`. */
  take(unixMs: number): void {
    if (unixMs > this.lastMs) {
      this.lastMs = unixMs;
      this.lastLow = 0;
      return;
    }
    this.lastLow += 1;
    if (this.lastLow >= LOW_LIMIT) {
      this.lastMs += 1;
      this.lastLow = 0;
    }
  }

  /** The next id as text. */
  next(unixMs: number): string {
    this.take(unixMs);
    return this.text(this.lastMs, this.lastLow);
  }

  /** An id as decimal text; ids of the same millisecond share the costly part. */
  text(unixMs: number, low: number): string {
    if (unixMs !== this.renderedMs) {
      const base = BigInt(unixMs - DISCORD_EPOCH_MS) << 22n;
      this.renderedMs = unixMs;
      this.high = (base / 1000000000n).toString();
      this.lowDigits = Number(base % 1000000000n);
    }
    const tail = this.lowDigits + low;
    if (tail < 1000000000) return this.high + String(tail).padStart(9, '0');
    return (BigInt(this.high) + 1n).toString() + String(tail - 1000000000).padStart(9, '0');
  }
}

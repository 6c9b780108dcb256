import { HOUR_MS, snowflakeMs } from '#core/platform/snowflake.ts';
import type { MessageChunk, MessageRows } from '../count-batch.server.ts';

/** Messages of one channel, read from its history, as rows to add. */
export class HistoryRows implements MessageRows {
  readonly hours: ReadonlySet<number>;
  readonly guildIds: ReadonlySet<string>;
  private readonly place: { guildId: string; channelId: string };
  /** By hour, then by person. */
  private readonly counts = new Map<number, Map<string, number>>();

  constructor(
    place: { guildId: string; channelId: string },
    messages: readonly { id: string; author: { id: string } }[],
  ) {
    this.place = place;
    for (const { id, author } of messages) {
      const hour = Math.floor(snowflakeMs(id) / HOUR_MS);
      const people = this.counts.get(hour) ?? new Map<string, number>();
      people.set(author.id, (people.get(author.id) ?? 0) + 1);
      this.counts.set(hour, people);
    }
    this.hours = new Set(this.counts.keys());
    this.guildIds = new Set(messages.length > 0 ? [place.guildId] : []);
  }

  get size(): number {
    return [...this.counts.values()].reduce((sum, people) => sum + people.size, 0);
  }

  /** A page is one chunk. */
  *chunks(): Iterable<MessageChunk> {
    const hours = [...this.counts.keys()].sort((a, b) => a - b);
    const keys = hours.flatMap((hour, slot) =>
      [...(this.counts.get(hour) ?? [])].map(([userId, messages]) => ({ slot, user: BigInt(userId), messages })),
    );
    if (keys.length === 0) return;
    yield {
      slots: hours.map((hour) => ({ ...this.place, hour })),
      slot: Int32Array.from(keys, (key) => key.slot),
      userHigh: Uint32Array.from(keys, (key) => Number(key.user >> 32n)),
      userLow: Uint32Array.from(keys, (key) => Number(key.user & 0xffffffffn)),
      messages: Int32Array.from(keys, (key) => key.messages),
    };
  }
}

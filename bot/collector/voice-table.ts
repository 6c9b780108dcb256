import type { VoiceRow } from '#core/analytics/count-batch.server.ts';
import type { VoicePart } from '#core/analytics/rules.ts';
import { HOUR_MS, hourOf } from '#core/platform/snowflake.ts';

const fields = { active: 'activeMs', muted: 'mutedMs', deafened: 'deafenedMs', alone: 'aloneMs' } as const;

/** Voice milliseconds of one batch by (guild, channel, person, hour). */
export class VoiceTable {
  private readonly byKey = new Map<string, VoiceRow>();

  get size(): number {
    return this.byKey.size;
  }

  /** Adds a stretch of voice, cut at the hours. */
  add(guildId: string, channelId: string, userId: string, part: VoicePart, fromMs: number, toMs: number): void {
    for (let from = fromMs; from < toMs; ) {
      const hour = hourOf(from);
      const to = Math.min(toMs, (hour + 1) * HOUR_MS);
      this.row(guildId, channelId, userId, hour)[fields[part]] += to - from;
      from = to;
    }
  }

  rows(): VoiceRow[] {
    return [...this.byKey.values()];
  }

  private row(guildId: string, channelId: string, userId: string, hour: number): VoiceRow {
    const key = `${hour} ${channelId} ${userId} ${guildId}`;
    let row = this.byKey.get(key);
    if (row === undefined) {
      row = { guildId, channelId, userId, hour, activeMs: 0, mutedMs: 0, deafenedMs: 0, aloneMs: 0 };
      this.byKey.set(key, row);
    }
    return row;
  }
}

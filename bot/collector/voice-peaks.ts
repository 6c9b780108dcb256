import type { VoicePeakRow } from '#core/analytics/count-batch.server.ts';

/** The most people at once in voice per guild, channel and hour, since the last batch. Channel 0 is the whole guild. */
export class VoicePeaks {
  private readonly peaks = new Map<string, VoicePeakRow>();

  get size(): number {
    return this.peaks.size;
  }

  add(guildId: string, channelId: string, hour: number, people: number): void {
    const key = `${guildId}/${channelId}/${hour}`;
    const known = this.peaks.get(key);
    if (known === undefined) this.peaks.set(key, { guildId, channelId, hour, people });
    else if (people > known.people) known.people = people;
  }

  rows(): VoicePeakRow[] {
    return [...this.peaks.values()];
  }
}

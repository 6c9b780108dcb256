import type { VoicePeakRow } from '#core/analytics/count-batch.server.ts';
import { HOUR_MS, hourOf } from '#core/platform/snowflake.ts';
import type { Hole, PastDay, Stretch } from './read-past.ts';

/** The whole guild, in the place of a channel. */
const GUILD = '0';

/**
 * Most people at once in each hour, per channel and in the guild: human accounts outside the AFK channel, outside of
 * holes. Somebody who moves is in one place at a time.
 */
export function voicePeaks({ guildId, stretches }: PastDay, holes: readonly Hole[]): VoicePeakRow[] {
  const changes = new Map<string, { atMs: number; by: 1 | -1 }[]>();
  const note = (channelId: string, fromMs: number, toMs: number) => {
    for (let from = fromMs; from < toMs; ) {
      const to = Math.min(toMs, (hourOf(from) + 1) * HOUR_MS);
      const key = `${channelId}/${hourOf(from)}`;
      const list = changes.get(key) ?? [];
      list.push({ atMs: from, by: 1 }, { atMs: to, by: -1 });
      changes.set(key, list);
      from = to;
    }
  };
  for (const one of stretches) {
    if (one.afk || one.bot) continue;
    for (const { fromMs, toMs } of observed(one, holes)) {
      note(one.channelId, fromMs, toMs);
      note(GUILD, fromMs, toMs);
    }
  }
  return [...changes].map(([key, list]) => {
    const [channelId = GUILD, hour] = key.split('/');
    return { guildId, channelId, hour: Number(hour), people: most(list) };
  });
}

function most(changes: { atMs: number; by: 1 | -1 }[]): number {
  let people = 0;
  let peak = 0;
  // At one instant whoever goes, goes before who comes.
  for (const { by } of changes.sort((a, b) => a.atMs - b.atMs || a.by - b.by)) {
    people += by;
    peak = Math.max(peak, people);
  }
  return peak;
}

function observed(one: Stretch, holes: readonly Hole[]): { fromMs: number; toMs: number }[] {
  let parts = [{ fromMs: one.fromMs, toMs: one.toMs }];
  for (const hole of holes) {
    parts = parts.flatMap(({ fromMs, toMs }) =>
      [
        { fromMs, toMs: Math.min(toMs, hole.fromMs) },
        { fromMs: Math.max(fromMs, hole.toMs), toMs },
      ].filter((part) => part.fromMs < part.toMs),
    );
  }
  return parts;
}

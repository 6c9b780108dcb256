import type { Random } from '../world/random.ts';
import type { Cast } from './cast.ts';
import { drawFrom } from './season.ts';
import { wasMember } from './stays.ts';
import { HOUR_MS } from './types.ts';

/** Messages in a cell, on average, of somebody of middling chattiness. */
const MESSAGES_A_CELL = 16;

export interface TalkOfDay {
  day: number;
  /** Until this instant of the day, at most: the world begins in its middle. */
  toMs: number;
  /** Posters of an average day. */
  posters: number;
  /** The day against an average one. */
  activity: number;
  /** Running sums of the hours' busyness. */
  hours: Float64Array;
  places: readonly string[];
  /** Of each of the cast that day. */
  presence: Float64Array;
}

/** Calls back for everything written on a day: the same (channel, person, hour) once. */
export function talk(
  random: Random,
  cast: Cast,
  of: TalkOfDay,
  write: (channelId: string, userId: string, hour: number, messages: number) => void,
): void {
  const { places } = of;
  if (places.length === 0) return;
  const scale = (of.posters / Math.max(1e-9, cast.weight)) * of.activity;
  const said = new Map<string, number>();
  cast.actors.forEach((actor, i) => {
    const likely = (of.presence[i] ?? 0) * scale;
    if (likely === 0 || !random.chance(Math.min(0.95, likely))) return;
    const favourite = actor.key % Math.min(3, places.length);
    let hour = drawFrom(of.hours, random.next());
    said.clear();
    for (let left = 1 + Math.floor(-Math.log(1 - random.next()) * 1.5); left > 0 && hour < 24; left -= 1) {
      const place = random.chance(0.4) ? favourite : Math.floor(random.next() ** 2 * places.length);
      const messages = 1 + Math.floor(-Math.log(1 - random.next()) * MESSAGES_A_CELL * actor.chattiness);
      const at = of.day * 24 + hour;
      const share = Math.min(1, (of.toMs - at * HOUR_MS) / HOUR_MS);
      if (share > 0 && wasMember(actor.stays, at * HOUR_MS, Math.min(of.toMs, (at + 1) * HOUR_MS))) {
        const key = `${places[place]}/${at}`;
        said.set(key, (said.get(key) ?? 0) + Math.ceil(messages * share));
      }
      if (random.chance(0.6)) hour += 1 + random.below(3);
    }
    for (const [key, messages] of said) {
      const [channelId = '', at] = key.split('/');
      write(channelId, actor.userId, Number(at), messages);
    }
  });
}

import type { Period } from '#core/analytics/rules/period.ts';
import type { Fact, FactKind, Measure, Sure } from '../schema.ts';
import { chanceOf, logOf, mean, median, spreadAround } from './statistics.ts';

/** A fact that has no place in a report yet; `weight` says how much it stands out. */
export type Found = Omit<Fact, 'id'> & { weight: number };

/** Weeks before, of which what is usual is told. */
export const USUAL_WEEKS = 12;
/** With fewer weeks nothing is called usual. */
const NEEDED_WEEKS = 4;
/** A record is one of so many weeks. */
const RECORD_WEEKS = 12;
/** Fewer than so many events in both weeks say nothing. */
const NEEDED_EVENTS = 20;
const HOUR_MS = 3_600_000;

/** By how many deviations something stands out, in weeks of which nothing is otherwise to be said. */
const CLEAR = 4;
const LIKELY = 2.7;
/** A level that lasts is looked for in several places, so it has to stand out more. */
const LASTING = 1.2;
/** The week before is what people think of first. */
const TOLD_FIRST = 1.25;

/** Events that come together, about: a conversation, an evening in voice. */
const BURSTS: Record<Measure, number> = { messages: 6, voice: 3, active: 1, posters: 1, joins: 1.5, leaves: 1.5 };
/** What one event is, in the unit of the measure. Posters are an average of seven days. */
const EVENTS: Record<Measure, number> = { messages: 1, voice: HOUR_MS, active: 1, posters: 1 / 7, joins: 1, leaves: 1 };

export interface Series {
  measure: Measure;
  channelId: string | null;
  period: Period;
  now: number;
  /** The weeks before, the newest first; null where too little was observed. */
  before: readonly (number | null)[];
  /** How much more something has to stand out, for others were looked at as well. */
  caution: number;
}

export const sureOf = (deviations: number, caution = 0): Sure =>
  deviations >= CLEAR + caution ? 'clear' : deviations >= LIKELY + caution ? 'likely' : 'open';

/** The one thing that is most to be said of a series; of the messages of a guild there always is something. */
export function findLevel(series: Series): Found | null {
  const { measure, channelId, period, now, caution } = series;
  const known = series.before.slice(0, USUAL_WEEKS).flatMap((value) => value ?? []);
  const make = (kind: FactKind, sure: Sure, values: Fact['values'], direction: Fact['direction'], weight: number) => ({
    ...{ kind, measure, channelId, noteId: null, direction, sure, weight, values },
    ...{ fromDay: period.fromDay, toDay: period.toDay },
  });
  const usual = median(known);
  const isMain = measure === 'messages' && channelId === null;
  if (Math.max(now, usual || 0) < NEEDED_EVENTS * EVENTS[measure])
    return isMain ? make('little', 'open', { now }, null, 0.5) : null;
  if (known.length < NEEDED_WEEKS)
    return isMain ? make('early', 'open', { now, weeks: known.length }, null, 0.5) : null;

  const far = (a: number, b: number, spread: number) =>
    (logOf(a / EVENTS[measure]) - logOf(b / EVENTS[measure])) /
    Math.max(spread, chanceOf(a / EVENTS[measure], b / EVENTS[measure], BURSTS[measure]));
  const logs = known.map((value) => logOf(value / EVENTS[measure]));
  const compare = (kind: FactKind, was: number, deviations: number, more: Fact['values'] = {}) => {
    const direction = deviations > 0 ? 'up' : 'down';
    const values = { now, was, change: Math.abs(now - was) / was, ...more };
    return make(kind, sureOf(Math.abs(deviations), caution), values, direction, Math.abs(deviations));
  };

  const found: Found[] = [];
  const spread = spreadAround(median(logs), logs);
  const unlikeUsual = usual > 0 ? far(now, usual, spread * Math.sqrt(1 + 1 / known.length)) : 0;
  if (usual > 0) found.push(compare('unusual', usual, unlikeUsual, { weeks: known.length }));
  const [was] = series.before;
  // Both have to stand out: after an odd week an ordinary one is no news.
  if (was && unlikeUsual * (now - was) > 0 && Math.abs(unlikeUsual) >= LIKELY + caution)
    found.push(compare('change', was, far(now, was, spread * Math.SQRT2) * TOLD_FIRST));
  const lasting = findShift(series, known, far);
  if (lasting)
    found.push({
      ...compare('shift', lasting.was, lasting.deviations / LASTING),
      ...{ values: lasting.values, fromDay: lasting.since },
    });
  const best = found.filter(({ sure }) => sure !== 'open').sort((a, b) => b.weight - a.weight)[0] ?? null;

  if (best && best.kind !== 'shift') {
    const past = series.before.flatMap((value) => value ?? []);
    const extreme = now > Math.max(...past) ? 'record' : now < Math.min(...past) ? 'quiet' : null;
    if (extreme && past.length >= RECORD_WEEKS)
      return { ...best, kind: extreme, values: { now, weeks: past.length }, weight: best.weight + 1 };
  }
  if (best || !isMain) return best;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return make('steady', 'open', { now, low, high, weeks: known.length }, null, 0.5);
}

/** Newest weeks that all lie on one side of all weeks before them, if the levels of both are apart. */
function findShift(
  { now, before, period }: Series,
  known: readonly number[],
  far: (a: number, b: number, spread: number) => number,
) {
  let found: { was: number; since: number; deviations: number; values: Fact['values'] } | null = null;
  for (let count = 2; count <= 6; count += 1) {
    const newer = [now, ...before.slice(0, count - 1)];
    const older = before.slice(count - 1, USUAL_WEEKS).flatMap((value) => value ?? []);
    const whole = newer.flatMap((value) => value ?? []);
    if (whole.length < count || older.length < NEEDED_WEEKS) continue;
    const isAbove = Math.min(...whole) > Math.max(...older);
    if (!isAbove && !(Math.max(...whole) < Math.min(...older))) continue;
    const [level, was] = [mean(whole), mean(older)];
    if (was === 0 || level === 0) continue;
    const logs = older.map(logOf);
    const deviations = far(level, was, spreadAround(median(logs), logs)) * Math.sqrt(Math.min(count, 3) / 1.5);
    if (found && Math.abs(found.deviations) >= Math.abs(deviations)) continue;
    const since = period.fromDay - (count - 1) * 7;
    const values = {
      ...{ now: level, was, change: Math.abs(level - was) / was },
      ...{ weeks: older.length, since },
    };
    found = { was, since, deviations, values };
  }
  return known.length < NEEDED_WEEKS ? null : found;
}

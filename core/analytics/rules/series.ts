import { MARKED_UNDER } from '../rules.ts';
import { bucketsOf } from './buckets.ts';
import type { Period } from './period.ts';

/** One place of a chart of a period. Plain JSON. */
export interface SeriesPoint extends Period {
  /** Null where it is not known. */
  value: number | null;
  /** The same number of days earlier; null where too little was observed. */
  before: number | null;
  /** Observed share, 0 to 1. */
  observed: number;
  /** What the value is made of, where it has parts. */
  parts?: number[] | undefined;
}

/** What is known of one day. A day that is missing was not observed. */
export interface DayValue {
  day: number;
  /** Null where the day has no such number. */
  value: number | null;
  observed: number;
  parts?: readonly number[];
}

/**
 * How days come together in a week or month. `sum`: things that happened. `mean`: different people of a day, who must
 * not be added up. `last`: what is counted back from a day. `max`: peaks.
 */
export type Gathering = 'sum' | 'mean' | 'last' | 'max';

/** The places of a period, oldest first, each beside the same days of the period before. */
export function makeSeries(period: Period, days: readonly DayValue[], gathering: Gathering): SeriesPoint[] {
  const byDay = new Map(days.map((day) => [day.day, day]));
  const length = period.toDay - period.fromDay + 1;
  return bucketsOf(period).map((bucket) => {
    const now = gather(bucket, byDay, gathering);
    const before = gather({ fromDay: bucket.fromDay - length, toDay: bucket.toDay - length }, byDay, gathering);
    return { ...bucket, ...now, before: before.observed >= MARKED_UNDER ? before.value : null };
  });
}

function gather(
  { fromDay, toDay }: Period,
  byDay: ReadonlyMap<number, DayValue>,
  gathering: Gathering,
): Pick<SeriesPoint, 'value' | 'observed' | 'parts'> {
  const held: DayValue[] = [];
  for (let day = fromDay; day <= toDay; day += 1) {
    const value = byDay.get(day);
    if (value) held.push(value);
  }
  const observed = held.reduce((sum, day) => sum + day.observed, 0) / (toDay - fromDay + 1);
  const known = held.flatMap(({ value }) => (value === null ? [] : [value]));
  if (known.length === 0) return { value: null, observed };
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
  const value = {
    sum: () => sum(known),
    mean: () => sum(known) / known.length,
    last: () => known.at(-1) ?? 0,
    max: () => Math.max(...known),
  }[gathering]();
  const parts = held.find((day) => day.parts)?.parts?.map((_, at) => sum(held.map((day) => day.parts?.[at] ?? 0)));
  return parts ? { value, observed, parts } : { value, observed };
}

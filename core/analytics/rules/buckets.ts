import { weekOf } from '../internal/local-day.ts';
import type { Period } from './period.ts';

/** Longest periods drawn by days and by weeks; longer ones are drawn by months. */
const MOST_DAYS = 62;
const MOST_WEEKS = 400;
const DAY_MS = 86_400_000;

export type BucketKind = 'day' | 'week' | 'month';

/** How finely a period is drawn. */
export function bucketKind({ fromDay, toDay }: Period): BucketKind {
  const length = toDay - fromDay + 1;
  return length <= MOST_DAYS ? 'day' : length <= MOST_WEEKS ? 'week' : 'month';
}

/** A period in days, calendar weeks (from Monday) or calendar months, cut off at its ends, oldest first. */
export function bucketsOf(period: Period): Period[] {
  const kind = bucketKind(period);
  const buckets: Period[] = [];
  for (let fromDay = period.fromDay; fromDay <= period.toDay; ) {
    const toDay = Math.min(period.toDay, lastOf(fromDay, kind));
    buckets.push({ fromDay, toDay });
    fromDay = toDay + 1;
  }
  return buckets;
}

function lastOf(day: number, kind: BucketKind): number {
  if (kind === 'day') return day;
  if (kind === 'week') return weekOf(day) + 6;
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) / DAY_MS;
}

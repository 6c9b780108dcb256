import type { AxisLabel, Stretch } from '#core/analytics/drawing/bars.ts';
import { type BucketKind, bucketKind } from '#core/analytics/rules/buckets.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import type { SeriesPoint } from '#core/analytics/rules/series.ts';
import { MARKED_UNDER } from '#core/analytics/rules.ts';
import type { Format } from '../ui/format.ts';

/** Distances between named places, the smallest that leaves room is taken. */
const steps: Readonly<Record<BucketKind, readonly number[]>> = {
  day: [1, 2, 7, 14],
  week: [1, 2, 4, 8],
  month: [1, 2, 3, 6, 12],
};
const MOST_NAMES = 8;
/** Of a place that was only partly observed, at least this much is hatched. */
const LEAST_HATCH = 0.25;

/** Names below a chart of a period; on a narrow screen every second of them. */
export function periodLabels(period: Period, points: readonly Period[], format: Format): AxisLabel[] {
  const kind = bucketKind(period);
  const name = kind === 'month' ? format.monthShort : format.dayShort;
  const step = steps[kind].find((candidate) => points.length / candidate <= MOST_NAMES) ?? points.length;
  return points.flatMap(({ fromDay }, index) =>
    index % step === 0 ? [{ index, text: name(fromDay), wideOnly: (index / step) % 2 === 1 }] : [],
  );
}

/** Whether a place has a number that holds: enough of it was observed. */
export function isWhole({ value, observed }: SeriesPoint): boolean {
  return value !== null && observed >= MARKED_UNDER;
}

/** What is hatched: of each place the share that was not observed. */
export function seriesGaps(points: readonly SeriesPoint[]): Stretch[] {
  const gaps: Stretch[] = [];
  points.forEach((point, index) => {
    if (isWhole(point)) return;
    const missing = point.value === null ? 1 : Math.max(LEAST_HATCH, 1 - point.observed);
    const from = index / points.length;
    const to = (index + missing) / points.length;
    const last = gaps.at(-1);
    if (last && Math.abs(last.to - from) < 1e-9) last.to = to;
    else gaps.push({ from, to });
  });
  return gaps;
}

/** Places that somebody wrote a note beside. */
export function notedPlaces(points: readonly Period[], notes: readonly { day: number }[]): number[] {
  return points.flatMap(({ fromDay, toDay }, index) =>
    notes.some(({ day }) => day >= fromDay && day <= toDay) ? [index] : [],
  );
}

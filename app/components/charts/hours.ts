import { scaleLinear } from 'd3-scale';

/** One bar of a day: an hour, its value, the same hour of the day before. */
export interface HourPoint {
  fromMs: number;
  state: 'past' | 'now' | 'to-come';
  value: number;
  before: number | null;
  /** Observed share of what has passed of the hour, 0 to 1. */
  observed: number;
}

/** A stretch in which nothing is known, with its reason in words. */
export interface HourGap {
  fromMs: number;
  toMs: number;
  reason: string;
}

/** A share of the day's width as a percentage that SVG takes for a length, so that a chart is fluid without a viewBox. */
export function percentOf(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100_000) / 1_000}%`;
}

/** Heights of a day's values over `height` pixels; zero is the floor, the top tick is round. */
export function valueScale(points: readonly HourPoint[], height: number, roundTo: readonly number[] | null) {
  const top = Math.max(0, ...points.map((point) => Math.max(point.value, point.before ?? 0)));
  if (top === 0) return { top: 0, ticks: [], heightOf: () => 0 };
  const step = roundTo?.find((candidate) => top / candidate <= 4) ?? null;
  const scale = scaleLinear().domain([0, step ? Math.ceil(top / step) * step : top]);
  if (!step) scale.nice(3);
  const max = scale.domain()[1] ?? top;
  const ticks = step
    ? Array.from({ length: Math.round(max / step) }, (_, index) => (index + 1) * step)
    : scale.ticks(3).filter((tick) => tick > 0 && Number.isInteger(tick));
  scale.range([0, height]);
  return { top: max, ticks, heightOf: (value: number) => Math.round(scale(value) * 10) / 10 };
}

/** Round steps of time for the axis of a duration, smallest first, in milliseconds. */
export const durationSteps = [
  60_000, 300_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 18_000_000, 36_000_000, 72_000_000, 180_000_000,
  360_000_000, 720_000_000, 1_800_000_000, 3_600_000_000, 7_200_000_000, 18_000_000_000,
];

/**
 * The outline of the day before as one path over a grid of one unit an hour, broken where nothing is known.
 * `y` counts from the top.
 */
export function ghostPath(points: readonly HourPoint[], height: number, heightOf: (value: number) => number): string {
  const parts: string[] = [];
  let open = false;
  points.forEach((point, index) => {
    if (point.before === null) {
      open = false;
      return;
    }
    const y = Math.round((height - heightOf(point.before)) * 10) / 10;
    parts.push(open ? `V${y}H${index + 1}` : `M${index} ${y}H${index + 1}`);
    open = true;
  });
  return parts.join('');
}

/** Bars that carry their number: the hour under way and the highest one, where the two do not touch. */
export function labelledHours(points: readonly HourPoint[]): number[] {
  const now = points.findIndex((point) => point.state === 'now');
  let highest = -1;
  points.forEach((point, index) => {
    if (point.value > 0 && (highest < 0 || point.value > (points[highest]?.value ?? 0))) highest = index;
  });
  const chosen = highest >= 0 ? [highest] : [];
  if (now >= 0 && (points[now]?.value ?? 0) > 0 && Math.abs(now - highest) > 2) chosen.push(now);
  return chosen;
}

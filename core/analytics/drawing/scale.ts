import { scaleLinear } from 'd3-scale';

/** A share of a width as a percentage that SVG takes for a length. */
export function percentOf(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100_000) / 1_000}%`;
}

export interface ValueScale {
  /** Value of the top tick; 0 where there is nothing to draw. */
  top: number;
  ticks: number[];
  /** Pixels above the floor. */
  heightOf: (value: number) => number;
}

/**
 * Heights over `height` pixels of values up to `highest`; zero is the floor, the top tick is round.
 * @param roundTo steps the ticks may have, smallest first; null for counts.
 */
export function valueScale(highest: number, height: number, roundTo: readonly number[] | null): ValueScale {
  if (highest <= 0) return { top: 0, ticks: [], heightOf: () => 0 };
  const step = roundTo?.find((candidate) => highest / candidate <= 4) ?? null;
  const scale = scaleLinear().domain([0, step ? Math.ceil(highest / step) * step : highest]);
  if (!step) scale.nice(3);
  const top = scale.domain()[1] ?? highest;
  const ticks = step
    ? Array.from({ length: Math.round(top / step) }, (_, index) => (index + 1) * step)
    : scale.ticks(3).filter((tick) => tick > 0 && Number.isInteger(tick));
  scale.range([0, height]);
  return { top, ticks, heightOf: (value) => Math.round(scale(value) * 10) / 10 };
}

/** Round steps of time for the axis of a duration, smallest first, in milliseconds. */
export const durationSteps = [
  60_000, 300_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 18_000_000, 36_000_000, 72_000_000, 180_000_000,
  360_000_000, 720_000_000, 1_800_000_000, 3_600_000_000, 7_200_000_000, 18_000_000_000, 36_000_000_000, 72_000_000_000,
  180_000_000_000, 360_000_000_000,
];

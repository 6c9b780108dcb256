/** The middle one; the mean of the two where there is none. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

export const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
export const mean = (values: readonly number[]) => sum(values) / values.length;

/** Makes the median of absolute deviations a standard deviation, where what varies is normal. Source: Rousseeuw and Croux, 1993. */
const OF_NORMAL = 1.4826;

/** Without a bias for few values: the median of three is nearly always too small. Source: Park, Kim and Wang, 2020. */
const ofFew = (count: number) => 1 + 1.3 / count;

/** How far values lie from a middle, whatever a few of them do. */
export function spreadAround(middle: number, values: readonly number[]): number {
  return OF_NORMAL * ofFew(values.length) * median(values.map((value) => Math.abs(value - middle)));
}

/** Ratios are compared: what halves is as far as what doubles. */
export const logOf = (value: number) => Math.log(Math.max(value, 0.5));

/**
 * How much two periods of a measure differ by chance alone, at least, as a deviation of their logarithms: counts vary with
 * their root, and what comes in bursts by a multiple of it.
 * @param burst events that come together
 */
export function chanceOf(a: number, b: number, burst: number): number {
  return Math.sqrt(burst * (1 / Math.max(a, 1) + 1 / Math.max(b, 1)) + LEAST ** 2);
}
const LEAST = 0.04;

/** How many deviations two shares are apart (the test of two proportions, pooled). */
export function sharesApart(a: { part: number; of: number }, b: { part: number; of: number }): number {
  const pooled = (a.part + b.part) / (a.of + b.of);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / a.of + 1 / b.of));
  return deviation === 0 ? 0 : (a.part / a.of - b.part / b.of) / deviation;
}

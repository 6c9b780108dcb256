/** A stretch of time in milliseconds; the end is not part of it. */
export interface Interval {
  fromMs: number;
  toMs: number;
}

/** The parts of `interval` that no interval of `taken` covers, in order. */
export function subtract(interval: Interval, taken: readonly Interval[]): Interval[] {
  let rest: Interval[] = interval.toMs > interval.fromMs ? [{ fromMs: interval.fromMs, toMs: interval.toMs }] : [];
  for (const { fromMs, toMs } of taken) {
    rest = rest.flatMap((part) => {
      if (toMs <= part.fromMs || fromMs >= part.toMs) return [part];
      return [
        { fromMs: part.fromMs, toMs: Math.min(fromMs, part.toMs) },
        { fromMs: Math.max(toMs, part.fromMs), toMs: part.toMs },
      ].filter((piece) => piece.toMs > piece.fromMs);
    });
  }
  return rest;
}

/** Share of `interval` that no gap covers, 0 to 1. Gaps may not overlap each other. An empty interval is whole. */
export function observedShare(interval: Interval, gaps: readonly Interval[]): number {
  const length = interval.toMs - interval.fromMs;
  if (length <= 0) return 1;
  const unknown = gaps.reduce(
    (sum, gap) => sum + Math.max(0, Math.min(gap.toMs, interval.toMs) - Math.max(gap.fromMs, interval.fromMs)),
    0,
  );
  return Math.max(0, 1 - unknown / length);
}

import type { Period } from './rules/period.ts';

/** Lengths in days of which channels have sums of their own. Each holds four of the one before. */
export const spanLengths = [4, 16, 64, 256] as const;

/** Spans of one length (1: days) side by side, by the first days of the first and the last of them. */
export interface Spans {
  days: number;
  first: number;
  last: number;
}

/** A period as few spans that hold each of its days once: six days at most, and six of each length but the longest. */
export function splitIntoSpans({ fromDay, toDay }: Period): Spans[] {
  const spans: Spans[] = [];
  const add = (days: number, from: number, end: number) => {
    if (from < end) spans.push({ days, first: from, last: end - days });
  };
  let [from, end, days] = [fromDay, toDay + 1, 1];
  for (const next of spanLengths) {
    const [inner, outer] = [Math.ceil(from / next) * next, Math.floor(end / next) * next];
    if (inner >= outer) break;
    add(days, from, inner);
    add(days, outer, end);
    [from, end, days] = [inner, outer, next];
  }
  add(days, from, end);
  return spans;
}

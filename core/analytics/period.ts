import { z } from 'zod';

const DAY_MS = 86_400_000;

/** Calendar days of a guild, both included, in days since 1970. */
export interface Period {
  fromDay: number;
  toDay: number;
}

/** Lengths in days that are offered ready-made. */
export const offeredDays = [7, 28, 90, 365] as const;

const STANDARD_DAYS = 28;

/** As much as one page draws. */
const LONGEST_DAYS = 3 * 366;

const date = z.iso.date();
const asked = z.object({
  from: date.optional().catch(undefined),
  to: date.optional().catch(undefined),
  days: z.coerce.number().int().min(1).max(LONGEST_DAYS).optional().catch(undefined),
});

/**
 * Which days a page is about, by its address: `?from=2026-10-01&to=2026-10-31`, or `?days=90` up to yesterday. What
 * cannot be read counts as not said, what lies ahead is cut off, and a reversed pair is turned round.
 * @param today the guild's calendar day, in days since 1970: it is not over, so periods end before it.
 */
export function readPeriod(search: URLSearchParams, today: number): Period {
  const { from, to, days } = asked.parse(Object.fromEntries(search));
  const yesterday = today - 1;
  const [first, last] = [from, to].map((one) => (one === undefined ? null : Math.floor(Date.parse(one) / DAY_MS)));
  const ends = [first, last].filter((day) => day !== null && day !== undefined);
  const toDay = Math.min(yesterday, last === null || last === undefined ? yesterday : Math.max(...ends));
  const fromDay = first === null || first === undefined ? toDay - ((days ?? STANDARD_DAYS) - 1) : Math.min(...ends);
  return { fromDay: Math.max(Math.min(fromDay, toDay), toDay - LONGEST_DAYS + 1), toDay };
}

/** The same number of days right before. */
export function periodBefore({ fromDay, toDay }: Period): Period {
  return { fromDay: fromDay - (toDay - fromDay + 1), toDay: fromDay - 1 };
}

/** YYYY-MM-DD of a day since 1970. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

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

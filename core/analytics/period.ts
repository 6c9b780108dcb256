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

/** The calendar month that a day lies in. */
export function monthOf(day: number): Period {
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { fromDay: Date.UTC(year, month) / DAY_MS, toDay: Date.UTC(year, month + 1) / DAY_MS - 1 };
}

/**
 * A period as whole calendar months, by the first day of the first and the last of them, and the days before and after.
 * What there is none of ends before it begins.
 */
export function splitByMonths(period: Period): { months: Period; before: Period; after: Period } {
  const { fromDay, toDay } = period;
  const first = monthOf(fromDay).fromDay === fromDay ? fromDay : monthOf(fromDay).toDay + 1;
  const end = monthOf(toDay).toDay === toDay ? toDay + 1 : monthOf(toDay).fromDay;
  if (first >= end) {
    const none = { fromDay: toDay + 1, toDay };
    return { months: none, before: period, after: none };
  }
  return {
    months: { fromDay: first, toDay: monthOf(end - 1).fromDay },
    before: { fromDay, toDay: first - 1 },
    after: { fromDay: end, toDay },
  };
}

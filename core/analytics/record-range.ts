import { z } from 'zod';
import type { Period } from './rules/period.ts';

const DAY_MS = 86_400_000;
const date = z.iso.date();
const asked = z.object({ from: date.optional().catch(undefined), to: date.optional().catch(undefined) });

/** Days since 1970 of YYYY-MM-DD. */
export function dayOfDate(text: string): number {
  return Math.floor(Date.parse(text) / DAY_MS);
}

/** What can be asked for: 1970 to the last but one day that four digits of a year can say. */
const FIRST_DAY = 0;
const LAST_DAY = 2_932_895;

/** Days between two dates, both included; a side without a date reaches as far as `open` says, and ahead without an end. */
export function periodOfDates(from: string | undefined, to: string | undefined, open: { fromDay: number }): Period {
  return {
    fromDay: Math.max(FIRST_DAY, from === undefined ? open.fromDay : dayOfDate(from)),
    toDay: Math.min(LAST_DAY, to === undefined ? LAST_DAY : dayOfDate(to)),
  };
}

/**
 * Which days an export is about, by its address: `?from=2026-01-01&to=2026-12-31`. What is left out or cannot be read
 * means as far as there is anything; a reversed pair is turned round.
 * @param recorded the first and last day of which the guild has totals; null where it has none
 * @param today the guild's calendar day, in days since 1970: without totals a period is the day before it
 */
export function readRecordRange(search: URLSearchParams, recorded: Period | null, today: number): Period {
  const { from, to } = asked.parse({ from: search.get('from') ?? undefined, to: search.get('to') ?? undefined });
  const all = recorded ?? { fromDay: today - 1, toDay: today - 1 };
  const fromDay = from === undefined ? all.fromDay : dayOfDate(from);
  const toDay = to === undefined ? Math.max(all.toDay, from === undefined ? all.toDay : fromDay) : dayOfDate(to);
  const clamp = (day: number) => Math.min(LAST_DAY, Math.max(FIRST_DAY, day));
  return { fromDay: clamp(Math.min(fromDay, toDay)), toDay: clamp(Math.max(fromDay, toDay)) };
}

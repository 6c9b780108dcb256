import { z } from 'zod';
import { LONGEST_DAYS, type Period, STANDARD_DAYS } from './rules/period.ts';

const DAY_MS = 86_400_000;

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

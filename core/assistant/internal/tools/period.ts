import { z } from 'zod';
import { readPeriod } from '#core/analytics/read-period.ts';
import { dateOfDay, type Period } from '#core/analytics/rules/period.ts';

/** Which days a tool reads. */
export const periodInput = z.object({
  from: z.iso.date().nullable().describe('First date. Null: 28 days up to the last one.'),
  to: z.iso.date().nullable().describe('Last date. Null: yesterday.'),
});

/** The days meant, by the rules of the pages: what lies ahead is cut off, and a reversed pair is turned round. */
export function periodOf({ from, to }: z.output<typeof periodInput>, today: number): Period {
  return readPeriod(new URLSearchParams({ ...(from ? { from } : {}), ...(to ? { to } : {}) }), today);
}

/** A page of a guild about a period. */
export function periodPath(guildId: string, page: string, { fromDay, toDay }: Period): string {
  return `/guilds/${guildId}/${page}?from=${dateOfDay(fromDay)}&to=${dateOfDay(toDay)}`;
}

import { dayNumberAt, isTimeZone } from '../internal/local-day.ts';

/** The calendar day of a guild at an instant, in days since 1970; an unknown time zone counts as UTC. */
export function localToday(nowMs: number, timeZone: string): number {
  return dayNumberAt(nowMs, isTimeZone(timeZone) ? timeZone : 'UTC');
}

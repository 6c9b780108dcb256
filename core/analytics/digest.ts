import { HOUR_MS } from '#core/platform/snowflake.ts';
import { dayNumberAt, firstHourOf, weekOf } from './internal/local-day.ts';

const DAY_MS = 24 * HOUR_MS;

/** Monday, at nine in the morning of the guild's clock. */
const DUE_HOURS = 9;
/** A digest that could not be sent for so long is not sent any more: the next one is near. */
const LATEST_MS = 3 * DAY_MS;

/** Why a digest that nobody turned off is not sent any more. */
export const stopReasons = ['unknown_channel', 'missing_permissions', 'premium_ended'] as const;
export type StopReason = (typeof stopReasons)[number];

export interface DueDigest {
  /** Monday of the week it tells of, in days since 1970. */
  week: number;
  /** Since when it is due. */
  dueMs: number;
}

/**
 * The digest that is due in a guild, of the calendar week that ended last; null where none is: too early, too late, or
 * the digest was chosen after it was due, so that the first one comes with the next Monday.
 */
export function dueDigest(nowMs: number, timeZone: string, chosenMs: number): DueDigest | null {
  const monday = weekOf(dayNumberAt(nowMs, timeZone));
  const dueMs = (firstHourOf(monday, timeZone) + DUE_HOURS) * HOUR_MS;
  if (nowMs < dueMs || nowMs > dueMs + LATEST_MS || chosenMs >= dueMs) return null;
  return { week: monday - 7, dueMs };
}

/** Names the digest of a guild's week to Discord: at most 25 characters. */
export function digestNonce(guildId: string, week: number): string {
  return `${guildId}-${(week + 3) / 7}`;
}

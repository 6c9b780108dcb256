import { HOUR_MS } from '#core/platform/snowflake.ts';

/** When the oldest hour of some rows began; 0 of none. */
export function oldestMs(rows: readonly { hour: number }[]): number {
  const oldest = rows.reduce((least, { hour }) => Math.min(least, hour), Number.POSITIVE_INFINITY);
  return Number.isFinite(oldest) ? oldest * HOUR_MS : 0;
}

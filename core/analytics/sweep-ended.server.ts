import type { Database } from '#core/platform/db.server.ts';
import { hourOf } from '#core/platform/snowflake.ts';
import { MEMBERSHIP_KEPT_MS } from './rules/membership.ts';
import { HOUR_TOTALS_KEPT_DAYS } from './rules/week-hours.ts';

/** Who is in voice was seen there a day ago at most, however long nobody watches. */
const PRESENCE_KEPT_MS = 24 * 3_600_000;
const DELIVERIES_KEPT_MS = 100 * 24 * 3_600_000;

/** Rows a statement deletes at most, so that none holds its locks for long. */
const CHUNK_ROWS = 10_000;

/** Deletes memberships that ended 30 days ago or earlier. @returns how many */
export function sweepMemberships(db: Database, nowMs: number): Promise<number> {
  return deleteInChunks(db, 'analytics.membership', 'left_ms <= $1', nowMs - MEMBERSHIP_KEPT_MS);
}

/** Deletes hourly totals that are older than 100 days. @returns how many */
export async function sweepHourTotals(db: Database, nowMs: number): Promise<number> {
  const oldest = hourOf(nowMs) - 24 * HOUR_TOTALS_KEPT_DAYS;
  let deleted = 0;
  deleted += await deleteInChunks(db, 'analytics.channel_hour', 'from_hour < $1', oldest);
  deleted += await deleteInChunks(db, 'analytics.voice_peak', 'hour < $1', oldest);
  return deleted;
}

/** Deletes who was in voice when nobody went on watching. @returns how many */
export function sweepPresence(db: Database, nowMs: number): Promise<number> {
  return deleteInChunks(db, 'analytics.voice_session', 'accrued_until_ms <= $1', nowMs - PRESENCE_KEPT_MS);
}

/** Deletes that digests were sent 100 days ago or earlier. @returns how many */
export function sweepDeliveries(db: Database, nowMs: number): Promise<number> {
  const sent = 'attempted_at <= to_timestamp($1::float8 / 1000)';
  return deleteInChunks(db, 'public.digest_delivery', sent, nowMs - DELIVERIES_KEPT_MS);
}

type SweptTable =
  | `analytics.${'membership' | 'channel_hour' | 'voice_peak' | 'voice_session'}`
  | 'public.digest_delivery';

async function deleteInChunks(db: Database, table: SweptTable, condition: string, value: number): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { rowCount } = await db.for('count-activity').pool.query(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
         SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${CHUNK_ROWS}))`,
      [value],
    );
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < CHUNK_ROWS) return deleted;
  }
}

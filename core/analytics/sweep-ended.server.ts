import type { Database } from '#core/platform/db.server.ts';
import { hourOf } from '#core/platform/snowflake.ts';
import { MEMBERSHIP_KEPT_MS } from './rules/membership.ts';

/** Totals by the hour name nobody; the totals by the day stay when they go. */
const HOUR_TOTALS_KEPT_HOURS = 100 * 24;

/** Rows a statement deletes at most, so that none holds its locks for long. */
const CHUNK_ROWS = 10_000;

/** Deletes memberships that ended 30 days ago or earlier. @returns how many */
export function sweepMemberships(db: Pick<Database, 'pool'>, nowMs: number): Promise<number> {
  return deleteInChunks(db, 'membership', 'left_ms <= $1', nowMs - MEMBERSHIP_KEPT_MS);
}

/** Deletes hourly totals that are older than 100 days. @returns how many */
export async function sweepHourTotals(db: Pick<Database, 'pool'>, nowMs: number): Promise<number> {
  const oldest = hourOf(nowMs) - HOUR_TOTALS_KEPT_HOURS;
  let deleted = 0;
  deleted += await deleteInChunks(db, 'channel_hour', 'from_hour < $1', oldest);
  deleted += await deleteInChunks(db, 'voice_peak', 'hour < $1', oldest);
  return deleted;
}

async function deleteInChunks(
  db: Pick<Database, 'pool'>,
  table: 'membership' | 'channel_hour' | 'voice_peak',
  condition: string,
  value: number,
): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { rowCount } = await db.pool.query(
      `DELETE FROM analytics.${table} WHERE ctid = ANY(ARRAY(
         SELECT ctid FROM analytics.${table} WHERE ${condition} LIMIT ${CHUNK_ROWS}))`,
      [value],
    );
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < CHUNK_ROWS) return deleted;
  }
}

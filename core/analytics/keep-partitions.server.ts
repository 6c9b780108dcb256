import type { Database } from '#core/platform/db.server.ts';
import { listPartitions } from './internal/list-partitions.server.ts';

const DAY_MS = 86_400_000;

/** Rows that name a person live 30 days. */
export const ACTIVITY_KEPT_DAYS = 30;

/** Makes the partitions for the UTC day of `nowMs` and the `ahead` days after it. Safe from many processes. */
export async function makePartitions(db: Database, nowMs: number, ahead: number): Promise<void> {
  const today = Math.floor(nowMs / DAY_MS);
  for (let day = today; day <= today + ahead; day++)
    await db.for('count-activity').pool.query('SELECT analytics.ensure_day($1), analytics.ensure_people($1)', [day]);
}

/**
 * Most of what a drop writes to Postgres's log are whole pages of its catalogs, the first time after a checkpoint. Compressed
 * where we may say so; everywhere else that would cost more than it saves.
 */
const SMALL_LOG = `SELECT set_config('wal_compression', 'on', false)
  WHERE has_parameter_privilege('wal_compression', 'SET')`;

/**
 * Drops the partitions of UTC days that began `days` days ago or earlier, a day at once: no row outlives that.
 * A drop waits for readers 5 s at most, because everything else would queue behind it; then it fails and is tried again.
 * @returns names of the tables dropped.
 */
export async function dropExpiredPartitions(db: Database, nowMs: number, days: number): Promise<string[]> {
  const newest = Math.floor(nowMs / DAY_MS) - days;
  const expired = [...(await listPartitions(db))].filter(([day]) => day <= newest).map(([, names]) => names);
  if (expired.length === 0) return [];
  const client = await db.for('count-activity').pool.connect();
  try {
    for (const names of expired) {
      const tables = names.map((name) => `analytics.${client.escapeIdentifier(name)}`).join(', ');
      await client.query(`SET lock_timeout = '5s'; ${SMALL_LOG}; DROP TABLE IF EXISTS ${tables}`);
    }
  } finally {
    // The settings belong to the connection: they go with it.
    client.release(true);
  }
  return expired.flat();
}

/** Deletes the lists of people that rest on a UTC day that began `days` days ago or earlier. @returns how many rows */
export async function deleteExpiredTops(db: Database, nowMs: number, days: number): Promise<number> {
  const newest = Math.floor(nowMs / DAY_MS) - days;
  const { rowCount } = await db
    .for('count-activity')
    .pool.query('DELETE FROM analytics.top_member WHERE from_day <= $1', [newest]);
  return rowCount ?? 0;
}

import type { Database } from '#core/platform/db.server.ts';

const DAY_MS = 86_400_000;
const TABLES = ['message_hour', 'voice_hour'];

/** Rows that name a person live 30 days. */
export const ACTIVITY_KEPT_DAYS = 30;

/** Makes the hourly tables' partitions for the UTC day of `nowMs` and the `ahead` days after it. Safe from many processes. */
export async function makePartitions(db: Pick<Database, 'pool'>, nowMs: number, ahead: number): Promise<void> {
  const today = Math.floor(nowMs / DAY_MS);
  for (let day = today; day <= today + ahead; day++) await db.pool.query('SELECT analytics.ensure_day($1)', [day]);
}

/**
 * Drops the partitions of UTC days that began `days` days ago or earlier: no row outlives that.
 * A drop waits for readers 5 s at most, because everything else would queue behind it; then it fails and is tried again.
 * @returns names of the tables dropped.
 */
export async function dropExpiredPartitions(
  db: Pick<Database, 'pool'>,
  nowMs: number,
  days: number,
): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT child.relname AS name FROM pg_inherits
       JOIN pg_class child ON child.oid = inhrelid
       JOIN pg_class parent ON parent.oid = inhparent
       JOIN pg_namespace ON pg_namespace.oid = parent.relnamespace
      WHERE nspname = 'analytics' AND parent.relname = ANY($1) ORDER BY 1`,
    [TABLES],
  );
  const newest = Math.floor(nowMs / DAY_MS) - days;
  const expired = rows.map((row) => row.name).filter((name) => dayOf(name) <= newest);
  const client = await db.pool.connect();
  try {
    for (const name of expired) {
      await client.query(`SET lock_timeout = '5s'; DROP TABLE IF EXISTS analytics.${client.escapeIdentifier(name)}`);
    }
  } finally {
    // The setting belongs to the connection: it goes with it.
    client.release(true);
  }
  return expired;
}

/** Deletes the lists of people that rest on a UTC day that began `days` days ago or earlier. @returns how many rows */
export async function deleteExpiredTops(db: Pick<Database, 'pool'>, nowMs: number, days: number): Promise<number> {
  const newest = Math.floor(nowMs / DAY_MS) - days;
  const { rowCount } = await db.pool.query('DELETE FROM analytics.top_member WHERE from_day <= $1', [newest]);
  return rowCount ?? 0;
}

/** Days since 1970 of a partition such as message_hour_20261121; a name of another form never expires. */
function dayOf(name: string): number {
  const [, year, month, day] = /_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? [];
  return year ? Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY_MS : Number.POSITIVE_INFINITY;
}

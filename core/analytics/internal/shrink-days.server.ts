import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import { type Pack, partitionOf } from './partitions.ts';

/** A partition is written anew where it is so much larger than what stands in it. */
const LARGER_BY = 1.5;
const SPARE_BYTES = 32 * 8_192;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Gives back the room of rows that were merged, of days up to `lastDay`: a day that is over takes no new rows to fill it.
 * Readers of the day wait for the moment that takes. Where a reader does not make way within a second the day is left to
 * the next call.
 */
export async function shrinkDays(db: Pick<Database, 'pool'>, { table, counts }: Pack, lastDay: number): Promise<void> {
  const arrays = ['hours', 'channel_ids', 'user_ids', ...counts];
  const { rows } = await db.pool.query<{ day: number; bytes: number; size: number }>(
    `SELECT day, sum(${arrays.map((array) => `pg_column_size(${array})`).join(' + ')})::float8 AS bytes,
            pg_total_relation_size(tableoid)::float8 AS size
       FROM analytics.${table} WHERE day <= $1 GROUP BY day, tableoid ORDER BY day`,
    [lastDay],
  );
  const wasteful = rows.filter(({ bytes, size }) => size > bytes * LARGER_BY + SPARE_BYTES);
  if (wasteful.length === 0) return;
  const client = await db.pool.connect();
  try {
    await client.query(`SET lock_timeout = '1s'`);
    for (const { day } of wasteful) await rewrite(client, partitionOf(table, day));
  } finally {
    // The setting belongs to the connection: it goes with it.
    client.release(true);
  }
}

async function rewrite(client: pg.ClientBase, partition: string): Promise<void> {
  try {
    await client.query(`VACUUM (FULL) analytics.${partition}`);
  } catch (error) {
    if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
  }
}

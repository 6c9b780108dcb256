import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import {
  COMMITTED,
  type GuildDay,
  lastWholeDay,
  MERGED_FROM_ROWS,
  mergeRows,
  TOGETHER,
  WHOLE,
} from './internal/merge-rows.server.ts';
import { dayOfPartition, type Pack, packs } from './internal/partitions.ts';

/** A reader did not make way, or the day was dropped meanwhile: lock_not_available, undefined_table. */
const GIVEN_UP = ['55P03', '42P01'];

/**
 * Of days that are over: all of a guild's day becomes as few rows as hold it. What comes later stands beside them, is merged
 * like the rows of a day that lasts, and the day is made whole again once that are more rows than it has.
 * @returns how many rows were merged.
 */
export async function mergeDays(db: Database, nowMs: number): Promise<number> {
  const lastDay = lastWholeDay(nowMs);
  let rows = 0;
  for (const pack of packs) {
    const { rows: due } = await db.for('count-activity').pool.query<GuildDay & { whole: boolean }>(
      `SELECT * FROM (
         SELECT day, guild_id, count(*) FILTER (WHERE merged = ${COMMITTED}) AS committed,
                count(*) FILTER (WHERE merged = ${TOGETHER}) > count(*) FILTER (WHERE merged = ${WHOLE})
                OR NOT bool_or(merged = ${WHOLE}) AS whole
           FROM analytics.${pack.table} WHERE day <= $1 GROUP BY day, guild_id) AS guild
        WHERE whole OR committed >= ${MERGED_FROM_ROWS} ORDER BY day, guild_id`,
      [lastDay],
    );
    for (const whole of [false, true]) {
      const guildDays = due.filter((one) => one.whole === whole);
      rows += await mergeRows(db, pack, guildDays, whole ? WHOLE : TOGETHER);
    }
    await writeAnew(db, pack, lastDay);
  }
  return rows;
}

/**
 * Writes each day that is over anew once, guild by guild: the room of what was merged is given back, and a guild's rows lie
 * together. Readers of the day wait for the moment that takes. Where one does not make way within a second, the next call
 * does it; Postgres notes which were done.
 */
async function writeAnew(db: Database, { table }: Pack, lastDay: number): Promise<void> {
  const { rows } = await db.for('count-activity').pool.query<{ name: string; key: string }>(
    `SELECT child.relname AS name, key.relname AS key FROM pg_inherits
       JOIN pg_class child ON child.oid = inhrelid
       JOIN pg_index ON indrelid = child.oid AND indisprimary AND NOT indisclustered
       JOIN pg_class key ON key.oid = indexrelid
      WHERE inhparent = $1::regclass ORDER BY 1`,
    [`analytics.${table}`],
  );
  const due = rows.filter(({ name }) => (dayOfPartition(name) ?? Number.POSITIVE_INFINITY) <= lastDay);
  if (due.length === 0) return;
  const client = await db.for('count-activity').pool.connect();
  try {
    await client.query(`SET lock_timeout = '1s'`);
    for (const { name, key } of due) await writeOneAnew(client, name, key);
  } finally {
    // The setting belongs to the connection: it goes with it.
    client.release(true);
  }
}

async function writeOneAnew(client: pg.ClientBase, name: string, key: string): Promise<void> {
  try {
    await client.query(`CLUSTER analytics.${client.escapeIdentifier(name)} USING ${client.escapeIdentifier(key)}`);
    // Whether there is something to merge is then read from the key alone.
    await client.query(`VACUUM (ANALYZE) analytics.${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && GIVEN_UP.includes(String(error.code)))) throw error;
  }
}

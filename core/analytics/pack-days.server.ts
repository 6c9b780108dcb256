import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from './internal/in-transaction.server.ts';
import { partitionOf } from './internal/partitions.ts';
import { ACTIVITY_KEPT_DAYS } from './keep-partitions.server.ts';

const DAY_MS = 86_400_000;

/**
 * A UTC day is packed three whole days after its end. Until then rows are still read and written one by one: what is
 * shown as it comes reaches back two days of the clock furthest from UTC, totals wait two days for late commits.
 */
const PACKED_AFTER_DAYS = 4;

/** Cells of a row at most: as many as fit into arrays of 64 KB. */
const PART_CELLS = 8_000;

interface Packing {
  from: 'message_hour' | 'voice_hour';
  into: 'message_pack' | 'voice_pack';
  counts: readonly string[];
}

const packings: readonly Packing[] = [
  { from: 'message_hour', into: 'message_pack', counts: ['messages'] },
  { from: 'voice_hour', into: 'voice_pack', counts: ['active_ms', 'muted_ms', 'deafened_ms', 'alone_ms'] },
];

/**
 * Moves the hourly rows of days long over into arrays, about a tenth of their size. Rows that arrive later stand beside them
 * and are moved by the next call: readers add both up (`analytics.messages_of`, `analytics.voice_of`).
 * Each day and table is one transaction, so it may end anywhere and run twice at once; what is moved is never in both.
 * Partitions that are empty then are put away: there is less to read, and less to drop when the day expires.
 * @returns how many rows were moved.
 */
export async function packDays(db: Pick<Database, 'pool'>, nowMs: number): Promise<number> {
  const today = Math.floor(nowMs / DAY_MS);
  let moved = 0;
  for (let day = today - ACTIVITY_KEPT_DAYS + 1; day <= today - PACKED_AFTER_DAYS; day++)
    for (const packing of packings) {
      const partition = partitionOf(packing.from, day);
      if (!(await hasRows(db, packing.from, day))) continue;
      // Apart: making a partition locks its parent for as long as the transaction takes.
      await db.pool.query('SELECT analytics.ensure_packs($1)', [day]);
      moved += await inTransaction(db, (client) => packDay(client, packing, partition, day));
      await inTransaction(db, (client) => dropEmpty(client, packing.from, partition));
    }
  return moved;
}

/** What `analytics.ensure_day` holds, shared, to the end of its transaction. */
const LOCK = 72_707_395;

/** Apart, too: everything else waits for the parent. A row that arrives later makes the partition again. */
async function dropEmpty(client: pg.ClientBase, parent: string, partition: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  await client.query(`LOCK TABLE analytics.${parent} IN ACCESS EXCLUSIVE MODE`);
  if (!(await isMade(client, partition))) return;
  const { rowCount } = await client.query(`SELECT 1 FROM analytics.${partition} LIMIT 1`);
  if (rowCount === 0) await client.query(`DROP TABLE analytics.${partition}`);
}

/** Asked of the parent: another worker may put the partition away at any instant. */
async function hasRows(db: Pick<Database, 'pool'>, parent: string, day: number): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `SELECT 1 FROM analytics.${parent} WHERE hour >= $1::int4 AND hour < $2::int4 LIMIT 1`,
    [day * 24, (day + 1) * 24],
  );
  return rowCount === 1;
}

/** Within a transaction that holds the lock. Read from the table: what the session remembers may be older than the lock. */
async function isMade(client: pg.ClientBase, partition: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "SELECT 1 FROM pg_class WHERE relnamespace = 'analytics'::regnamespace AND relname = $1",
    [partition],
  );
  return rowCount === 1;
}

/**
 * Writers of the day wait meanwhile, readers only while its file is put away. Guilds with rows that came late are packed
 * anew, the others stay.
 */
async function packDay(client: pg.ClientBase, { into, counts }: Packing, partition: string, day: number) {
  await client.query('SELECT pg_advisory_xact_lock_shared($1)', [LOCK]);
  if (!(await isMade(client, partition))) return 0;
  await client.query(
    `SET LOCAL statement_timeout = '10min'; SET LOCAL work_mem = '64MB';
     LOCK TABLE analytics.${partition} IN SHARE ROW EXCLUSIVE MODE`,
  );
  const columns = ['hours', 'channel_ids', 'user_ids', ...counts];
  const keys = 'hour, channel_id, user_id';
  const { rows } = await client.query<{ cells: number }>(
    `WITH packed AS (
       DELETE FROM analytics.${into} p
        WHERE day = $1 AND EXISTS (SELECT 1 FROM analytics.${partition} r WHERE r.guild_id = p.guild_id)
       RETURNING guild_id, ${columns.join(', ')}
     ), cell AS (
       SELECT guild_id, ${keys}, ${counts.join(', ')} FROM analytics.${partition}
       UNION ALL
       SELECT guild_id, ${columns.map((column) => `unnest(${column})`).join(', ')} FROM packed
     ), sum AS (
       SELECT guild_id, ${keys}, ${counts.map((count) => `sum(${count})::int4 AS ${count}`).join(', ')},
              (row_number() OVER (PARTITION BY guild_id ORDER BY ${keys}) - 1) / ${PART_CELLS} AS part
         FROM cell GROUP BY guild_id, ${keys}
     ), made AS (
       INSERT INTO analytics.${into} (guild_id, day, part, ${columns.join(', ')})
       SELECT guild_id, $1::int4, part, ${['hour', 'channel_id', 'user_id', ...counts]
         .map((column) => `array_agg(${column} ORDER BY ${keys})`)
         .join(', ')}
         FROM sum GROUP BY guild_id, part
     )
     SELECT count(*)::int4 AS cells FROM analytics.${partition}`,
    [day],
  );
  await client.query(`TRUNCATE analytics.${partition}`);
  return rows[0]?.cells ?? 0;
}

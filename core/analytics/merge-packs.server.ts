import type { Database } from '#core/platform/db.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { holdCells } from './internal/hold-cells.server.ts';
import { inTransaction } from './internal/in-transaction.server.ts';
import { type Pack, packs, ROW_CELLS } from './internal/partitions.ts';
import { shrinkDays } from './internal/shrink-days.server.ts';

const DAY_MS = 86_400_000;

/** So many rows as they were committed make one. Fewer are read as they are. */
const MERGED_FROM_ROWS = 32;

/** A UTC day is merged whole so long after its end: what is committed late by a short outage is then in. */
const WHOLE_AFTER_MS = 3 * HOUR_MS;

/** People's ids that one transaction merges, as stored: about half a second's work for Postgres. */
const AT_ONCE_BYTES = 1_000_000;

/** What `merged` says of the rows that are made. */
const TOGETHER = 1;
const WHOLE = 2;

/**
 * Puts the cells of a guild's day together, in fewer and smaller rows: those of one place, person and hour are summed, and
 * the rest lies in order. While a day lasts, 32 rows as committed become one; when it is over, all of it becomes as few rows
 * as hold it. So a cell is written three times at most, and late ones make a day whole again only where they came in more
 * rows than it has.
 * A merging is one statement that writes what it deleted itself, so it may end anywhere and run twice at once.
 * @returns how many rows were merged.
 */
export async function mergePacks(db: Pick<Database, 'pool'>, nowMs: number): Promise<number> {
  const lastWhole = Math.floor((nowMs - WHOLE_AFTER_MS) / DAY_MS) - 1;
  let merged = 0;
  for (const pack of packs) {
    const together = await list(db, pack, `WHERE merged = 0`, `count(*) >= $1`, MERGED_FROM_ROWS);
    for (const part of together) merged += await merge(db, pack, part, TOGETHER);
    const whole = await list(
      db,
      pack,
      'WHERE day <= $1',
      `count(*) FILTER (WHERE merged < ${WHOLE}) > count(*) FILTER (WHERE merged = ${WHOLE})`,
      lastWhole,
    );
    for (const part of whole) merged += await merge(db, pack, part, WHOLE);
    await shrinkDays(db, pack, lastWhole);
  }
  return merged;
}

/** Guilds of one day that are merged in one transaction. */
interface Part {
  day: number;
  guildIds: string[];
}

async function list(
  db: Pick<Database, 'pool'>,
  { table }: Pack,
  where: string,
  having: string,
  value: number,
): Promise<Part[]> {
  const { rows } = await db.pool.query<{ day: number; guild_id: string; bytes: number }>(
    `SELECT day, guild_id, sum(pg_column_size(user_ids))::float8 AS bytes FROM analytics.${table} ${where}
      GROUP BY day, guild_id HAVING ${having} ORDER BY day, guild_id`,
    [value],
  );
  const parts: Part[] = [];
  let bytes = 0;
  for (const row of rows) {
    const last = parts.at(-1);
    bytes += row.bytes;
    if (last?.day === row.day && bytes <= AT_ONCE_BYTES) last.guildIds.push(row.guild_id);
    else {
      parts.push({ day: row.day, guildIds: [row.guild_id] });
      bytes = row.bytes;
    }
  }
  return parts;
}

/** Rows that are committed meanwhile are not seen and stay as they are. */
function merge(
  db: Pick<Database, 'pool'>,
  { table, counts }: Pack,
  { day, guildIds }: Part,
  merged: typeof TOGETHER | typeof WHOLE,
): Promise<number> {
  const arrays = ['hours', 'channel_ids', 'user_ids', ...counts];
  const cell = ['hour', 'channel_id', 'user_id', ...counts];
  const order = 'hour, channel_id, user_id';
  return inTransaction(db, async (client) => {
    await holdCells(client);
    await client.query(`SET LOCAL work_mem = '64MB'`);
    const { rows } = await client.query<{ rows: number }>(
      `WITH old AS (
         DELETE FROM analytics.${table}
          WHERE day = $1 AND guild_id = ANY($2::int8[]) ${merged === WHOLE ? '' : 'AND merged = 0'}
         RETURNING guild_id, ${arrays.join(', ')}
       ), cell AS (
         SELECT guild_id, ${arrays.map((array, at) => `unnest(${array}) AS ${cell[at]}`).join(', ')} FROM old
       ), total AS (
         SELECT guild_id, ${order}, ${counts.map((count) => `sum(${count})::int4 AS ${count}`).join(', ')},
                row_number() OVER (PARTITION BY guild_id ORDER BY ${order}) - 1 AS place
           FROM cell GROUP BY guild_id, ${order}
       ), made AS (
         INSERT INTO analytics.${table} (guild_id, day, merged, ${arrays.join(', ')})
         SELECT guild_id, $1::int4, $3::int2, ${cell.map((one) => `array_agg(${one} ORDER BY place)`).join(', ')}
           FROM total GROUP BY guild_id, place / ${ROW_CELLS}
       )
       SELECT count(*)::int4 AS rows FROM old`,
      [day, guildIds, merged],
    );
    return rows[0]?.rows ?? 0;
  });
}

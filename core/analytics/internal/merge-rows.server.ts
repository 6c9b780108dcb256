import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { holdCells } from './hold-cells.server.ts';
import { type Pack, ROW_CELLS } from './partitions.ts';

/** What `merged` says of a row: as it was committed, with others of its day so far, with all of a day that is over. */
export const COMMITTED = 0;
export const TOGETHER = 1;
export const WHOLE = 2;

/** So many rows as they were committed make one. Fewer are read as they are. */
export const MERGED_FROM_ROWS = 32;

/** A UTC day is merged whole so long after its end: what a short outage commits late is then in. */
const WHOLE_AFTER_MS = 3 * HOUR_MS;

/** Days since 1970 of the last day that is merged whole. */
export function lastWholeDay(nowMs: number): number {
  return Math.floor((nowMs - WHOLE_AFTER_MS) / (24 * HOUR_MS)) - 1;
}

/** People's ids that one transaction merges, as stored: about half a second's work for Postgres. */
const AT_ONCE_BYTES = 1_000_000;

export interface GuildDay {
  day: number;
  guild_id: string;
}

/**
 * Puts the cells of guilds' days together, in fewer and smaller rows: those of one place, person and hour are summed, and the
 * rest lies in order. Each merging is one statement that writes what it deleted itself, so it may end anywhere and run twice
 * at once; rows that are committed meanwhile are not seen and stay as they are.
 * @returns how many rows were merged.
 */
export async function mergeRows(
  db: Database,
  pack: Pack,
  guildDays: readonly GuildDay[],
  merged: typeof TOGETHER | typeof WHOLE,
): Promise<number> {
  let rows = 0;
  for (const day of new Set(guildDays.map((one) => one.day))) {
    const guildIds = guildDays.filter((one) => one.day === day).map((one) => one.guild_id);
    for (const part of await cut(db, pack, day, guildIds)) rows += await merge(db, pack, day, part, merged);
  }
  return rows;
}

/** Guilds that are merged in one transaction. */
async function cut(db: Database, { table }: Pack, day: number, guildIds: readonly string[]) {
  const { rows } = await db.for('count-activity').pool.query<{ guild_id: string; bytes: number }>(
    `SELECT guild_id, sum(pg_column_size(user_ids))::float8 AS bytes FROM analytics.${table}
      WHERE day = $1 AND guild_id = ANY($2::int8[]) GROUP BY guild_id ORDER BY guild_id`,
    [day, guildIds],
  );
  const parts: string[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    bytes += row.bytes;
    if (bytes <= AT_ONCE_BYTES) parts.at(-1)?.push(row.guild_id);
    else {
      parts.push([row.guild_id]);
      bytes = row.bytes;
    }
  }
  return parts;
}

function merge(
  db: Database,
  { table, counts }: Pack,
  day: number,
  guildIds: readonly string[],
  merged: typeof TOGETHER | typeof WHOLE,
): Promise<number> {
  const arrays = ['hours', 'channel_ids', 'user_ids', ...counts];
  const cell = ['hour', 'channel_id', 'user_id', ...counts];
  const order = 'hour, channel_id, user_id';
  return inTransaction(db.for('count-activity', 'respect-objection'), async (client) => {
    await holdCells(client);
    await client.query(`SET LOCAL work_mem = '64MB'`);
    const { rows } = await client.query<{ rows: number }>(
      `WITH old AS (
         DELETE FROM analytics.${table}
          WHERE day = $1 AND guild_id = ANY($2::int8[]) ${merged === WHOLE ? '' : `AND merged = ${COMMITTED}`}
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

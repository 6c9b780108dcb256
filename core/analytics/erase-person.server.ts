import type { Database } from '#core/platform/db.server.ts';
import { holdCells } from './internal/hold-cells.server.ts';
import { inTransaction } from './internal/in-transaction.server.ts';
import { listPartitions } from './internal/list-partitions.server.ts';
import { type Pack, packs } from './internal/partitions.ts';
import { cutOutOfPeople, lockPeople } from './internal/people-rows.server.ts';

/** Tables with rows of one person. */
const tables = ['membership', 'voice_session'] as const;

/**
 * Erases what was counted of a person in every guild. Totals name nobody and stay; so does an objection, which is the
 * person's own word. Whoever does not object is counted again with their next message. Safe to call again.
 * @returns how many rows, counted cells and entries of lists were about them
 */
export async function erasePerson(db: Pick<Database, 'pool'>, { personId }: { personId: string }): Promise<number> {
  let erased = 0;
  for (const table of tables) {
    const { rowCount } = await db.pool.query(`DELETE FROM analytics.${table} WHERE user_id = $1`, [personId]);
    erased += rowCount ?? 0;
  }
  // A day at a time, because merging waits meanwhile.
  for (const day of (await listPartitions(db)).keys())
    for (const pack of packs) erased += await cutOut(db, personId, pack, day);
  return erased + (await cutOutOfLists(db, personId));
}

/** Lists are made from the cells above: once those are gone, and nobody is making any that has read them before. */
function cutOutOfLists(db: Pick<Database, 'pool'>, personId: string): Promise<number> {
  return inTransaction(db, async (client) => {
    await lockPeople(client, 'alone');
    const top = await client.query(
      `UPDATE analytics.top_member t
           SET (user_ids, amounts) = (
                 SELECT coalesce(array_agg(user_id ORDER BY place), '{}'), coalesce(array_agg(amount ORDER BY place), '{}')
                   FROM unnest(t.user_ids, t.amounts) WITH ORDINALITY AS one(user_id, amount, place) WHERE user_id <> $1)
         WHERE user_ids @> ARRAY[$1::int8]`,
      [personId],
    );
    return (top.rowCount ?? 0) + (await cutOutOfPeople(client, personId));
  });
}

/** Writes the rows that hold the person again, without their cells; one that held nobody else goes. */
function cutOut(db: Pick<Database, 'pool'>, personId: string, { table, counts }: Pack, day: number): Promise<number> {
  const columns = ['hours', 'channel_ids', 'user_ids', ...counts];
  return inTransaction(db, async (client) => {
    await holdCells(client);
    const { rows } = await client.query<{ cells: number }>(
      `WITH held AS (
         DELETE FROM analytics.${table} WHERE day = $2 AND user_ids @> ARRAY[$1::int8] RETURNING *
       ), kept AS (
         INSERT INTO analytics.${table} (guild_id, day, merged, ${columns.join(', ')})
         SELECT guild_id, day, merged, ${columns.map((column) => `array_agg(c.${column} ORDER BY place)`).join(', ')}
           FROM held, unnest(${columns.map((column) => `held.${column}`).join(', ')}) WITH ORDINALITY
                AS c(${columns.join(', ')}, place)
          WHERE c.user_ids <> $1 GROUP BY guild_id, day, merged, id
       )
       SELECT coalesce(sum(cardinality(array_positions(user_ids, $1))), 0)::int4 AS cells FROM held`,
      [personId, day],
    );
    return rows[0]?.cells ?? 0;
  });
}

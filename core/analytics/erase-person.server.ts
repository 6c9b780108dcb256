import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from './internal/in-transaction.server.ts';
import { cutOutOfPeople, lockPeople } from './internal/people-rows.server.ts';

/** Tables with rows of one person. The hourly ones come first: packing moves rows out of them, never back. */
const tables = ['message_hour', 'voice_hour', 'membership', 'voice_session'] as const;

const packs = [
  { table: 'message_pack', counts: ['messages'] },
  { table: 'voice_pack', counts: ['active_ms', 'muted_ms', 'deafened_ms', 'alone_ms'] },
] as const;

/**
 * Erases what was counted of a person in every guild. Totals name nobody and stay; so does an objection, which is the
 * person's own word. Whoever does not object is counted again with their next message. Safe to call again.
 * @returns how many rows, cells of packed days and entries of lists were about them
 */
export async function erasePerson(db: Pick<Database, 'pool'>, { personId }: { personId: string }): Promise<number> {
  let erased = 0;
  for (const table of tables) {
    const { rowCount } = await db.pool.query(`DELETE FROM analytics.${table} WHERE user_id = $1`, [personId]);
    erased += rowCount ?? 0;
  }
  for (const { table, counts } of packs) erased += await cutOut(db, personId, table, counts);
  return erased + (await cutOutOfLists(db, personId));
}

/** Lists are made from the rows above: once those are gone, and nobody is making any that has read them before. */
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
function cutOut(
  db: Pick<Database, 'pool'>,
  personId: string,
  table: (typeof packs)[number]['table'],
  counts: readonly string[],
): Promise<number> {
  const columns = ['hours', 'channel_ids', 'user_ids', ...counts];
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{ cells: number }>(
      `WITH held AS (
         DELETE FROM analytics.${table} WHERE user_ids @> ARRAY[$1::int8] RETURNING *
       ), kept AS (
         INSERT INTO analytics.${table} (guild_id, day, part, ${columns.join(', ')})
         SELECT guild_id, day, part, ${columns.map((column) => `array_agg(c.${column} ORDER BY place)`).join(', ')}
           FROM held, unnest(${columns.map((column) => `held.${column}`).join(', ')}) WITH ORDINALITY
                AS c(${columns.join(', ')}, place)
          WHERE c.user_ids <> $1 GROUP BY guild_id, day, part
       )
       SELECT coalesce(sum(cardinality(array_positions(user_ids, $1))), 0)::int4 AS cells FROM held`,
      [personId],
    );
    return rows[0]?.cells ?? 0;
  });
}

import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from './internal/in-transaction.server.ts';

/** Tables with rows of one person. The hourly ones come first: packing moves rows out of them, never back. */
const tables = ['message_hour', 'voice_hour', 'top_member', 'membership', 'voice_session'] as const;

const packs = [
  { table: 'message_pack', counts: ['messages'] },
  { table: 'voice_pack', counts: ['active_ms', 'muted_ms', 'deafened_ms', 'alone_ms'] },
] as const;

/**
 * Erases what was counted of a person in every guild. Totals name nobody and stay; so does an objection, which is the
 * person's own word. Whoever does not object is counted again with their next message. Safe to call again.
 * @returns how many rows and cells of packed days were about them
 */
export async function erasePerson(db: Pick<Database, 'pool'>, { personId }: { personId: string }): Promise<number> {
  let erased = 0;
  for (const table of tables) {
    const { rowCount } = await db.pool.query(`DELETE FROM analytics.${table} WHERE user_id = $1`, [personId]);
    erased += rowCount ?? 0;
  }
  for (const { table, counts } of packs) erased += await cutOut(db, personId, table, counts);
  return erased;
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

import { forgetSamples } from '#core/ai/forget-samples.server.ts';
import type { Asked } from '#core/platform/db.server.ts';

/**
 * Deletes conversations of a person, with their turns and proposals, and what staff would look at of their answers.
 * @param scope.guildId null: about every guild
 * @param threadId null: all of them
 * @returns how many
 */
export async function deleteWhere(
  db: Asked,
  { personId, guildId }: { personId: string; guildId: string | null },
  threadId: string | null,
): Promise<number> {
  const { rows } = await db.for('use-model').pool.query<{ callIds: string[] }>(
    `WITH gone AS (
       DELETE FROM assistant_thread
        WHERE person_id = $1 AND ($2::int8 IS NULL OR guild_id = $2) AND ($3::uuid IS NULL OR id = $3) RETURNING id)
     SELECT coalesce((SELECT array_agg(call) FROM assistant_turn t, unnest(call_ids) AS call WHERE t.thread_id = gone.id),
                     '{}') AS "callIds" FROM gone`,
    [personId, guildId, threadId],
  );
  await forgetSamples(db, { callIds: rows.flatMap(({ callIds }) => callIds) });
  return rows.length;
}

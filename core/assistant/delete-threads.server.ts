import type { Database } from '#core/platform/db.server.ts';

/**
 * Deletes all of a person's conversations, with everything that was made of them, at once and for good.
 * @param scope.guildId null: about every guild
 * @returns how many
 */
export async function deleteThreads(
  { db }: { db: Database },
  { personId, guildId }: { personId: string; guildId: string | null },
): Promise<number> {
  const { rowCount } = await db
    .for('use-model')
    .pool.query('DELETE FROM assistant_thread WHERE person_id = $1 AND ($2::int8 IS NULL OR guild_id = $2)', [
      personId,
      guildId,
    ]);
  return rowCount ?? 0;
}

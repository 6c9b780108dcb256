import type { Database } from '#core/platform/db.server.ts';
import { MOST_TURNS, type Origin, type Scope } from './schema.ts';

/** The conversation that a person last had about a guild in one place and that takes another question; null: none. */
export async function getNewestThread(
  { db }: { db: Database },
  { personId, guildId }: Scope,
  origin: Origin,
): Promise<string | null> {
  const { rows } = await db.for('use-model').pool.query<{ id: string }>(
    `SELECT id FROM assistant_thread h WHERE person_id = $1 AND guild_id = $2 AND origin = $3
        AND (SELECT count(*) FROM assistant_turn WHERE thread_id = h.id) < $4
      ORDER BY changed_at DESC, id LIMIT 1`,
    [personId, guildId, origin, MOST_TURNS],
  );
  return rows[0]?.id ?? null;
}

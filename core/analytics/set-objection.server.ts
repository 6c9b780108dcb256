import { sendNews } from '#core/platform/bus.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';

/**
 * Writes down that a person is not to be counted, or takes it back: from the next commit of any cluster on, for the commit
 * itself asks. Safe to call again. What was counted before stays until it is erased or ends by itself; under a restriction it
 * is not used meanwhile. One is taken back without the other.
 * @param change.guildId in which guild; null: nowhere
 */
export async function setObjection(
  db: Database,
  {
    personId,
    guildId,
    kind = 'objection',
    objects,
  }: { personId: string; guildId: string | null; kind?: 'objection' | 'restriction'; objects: boolean },
): Promise<void> {
  await inTransaction(db.for('count-activity', 'respect-objection'), async (client) => {
    await client.query(
      objects
        ? 'INSERT INTO analytics.objection (user_id, guild_id, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING'
        : 'DELETE FROM analytics.objection WHERE user_id = $1 AND guild_id = $2 AND kind = $3',
      [personId, guildId ?? 0, kind],
    );
    if (objects)
      await client.query(
        'DELETE FROM analytics.voice_session WHERE user_id = $1 AND ($2::int8 IS NULL OR guild_id = $2)',
        [personId, guildId],
      );
    await sendNews(client, { type: 'objection', userId: personId });
  });
}

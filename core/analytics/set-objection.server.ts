import { sendNews } from '#core/platform/bus.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from './internal/in-transaction.server.ts';

/**
 * Writes down that a person is not to be counted, or takes it back: from the next commit of any cluster on, for the commit
 * itself asks. What was counted before stays until it is erased or ends by itself. Safe to call again.
 * @param change.guildId in which guild; null: nowhere
 */
export async function setObjection(
  db: Pick<Database, 'pool'>,
  { personId, guildId, objects }: { personId: string; guildId: string | null; objects: boolean },
): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query(
      objects
        ? 'INSERT INTO analytics.objection (user_id, guild_id) VALUES ($1, $2) ON CONFLICT DO NOTHING'
        : 'DELETE FROM analytics.objection WHERE user_id = $1 AND guild_id = $2',
      [personId, guildId ?? 0],
    );
    if (objects)
      await client.query(
        'DELETE FROM analytics.voice_session WHERE user_id = $1 AND ($2::int8 IS NULL OR guild_id = $2)',
        [personId, guildId],
      );
    await sendNews(client, { type: 'objection', userId: personId });
  });
}

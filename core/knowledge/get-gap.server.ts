import type { Database } from '#core/platform/db.server.ts';

/** What a gap asks; null where it was answered or dismissed, or its time is over. */
export async function getGap(
  { db }: { db: Database },
  { guildId, gapId }: { guildId: string; gapId: string },
): Promise<{ id: string; title: string } | null> {
  const { rows } = await db
    .for('serve-guild')
    .pool.query<{ id: string; title: string }>(
      'SELECT id, title FROM knowledge_gap WHERE guild_id = $1 AND id = $2 AND dismissed_at IS NULL',
      [guildId, gapId],
    );
  return rows[0] ?? null;
}

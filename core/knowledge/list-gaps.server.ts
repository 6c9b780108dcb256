import type { Database } from '#core/platform/db.server.ts';
import type { KnowledgeGap } from './schema.ts';

/** What was asked about a guild and found nowhere, and nobody dismissed: what was asked most first. */
export async function listGaps({ db }: { db: Database }, { guildId }: { guildId: string }): Promise<KnowledgeGap[]> {
  const { rows } = await db.for('serve-guild').pool.query<KnowledgeGap>(
    `SELECT id, title, asked, asked_at AS "askedAt" FROM knowledge_gap WHERE guild_id = $1 AND dismissed_at IS NULL
      ORDER BY asked DESC, asked_at DESC, id`,
    [guildId],
  );
  return rows;
}

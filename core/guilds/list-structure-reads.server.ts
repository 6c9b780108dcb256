import type { Database } from '#core/platform/db.server.ts';
import type { StructureReadView } from './schema.ts';

const MOST_ROWS = 60;

/** When channels and roles of a guild were asked of Discord in the last 30 days, newest first: a line a day, part and use. */
export async function listStructureReads(db: Database, { guildId }: { guildId: string }): Promise<StructureReadView[]> {
  const { pool } = db.for('serve-guild');
  const { rows } = await pool.query<StructureReadView>(
    `SELECT what, why, reads, last_at AS "lastAt" FROM structure_read
      WHERE guild_id = $1 ORDER BY last_at DESC LIMIT $2`,
    [guildId, MOST_ROWS],
  );
  return rows;
}

import type { Asked } from '#core/platform/db.server.ts';
import type { Place } from './place-nodes.server.ts';

/** Where nodes of a guild stand in the picture, as far as somebody put them there. */
export async function listPlaces(db: Asked, { guildId }: { guildId: string }): Promise<Place[]> {
  const { rows } = await db
    .for('serve-guild')
    .pool.query<Place>(
      'SELECT id, x, y FROM knowledge_node WHERE guild_id = $1 AND deleted_at IS NULL AND x IS NOT NULL AND y IS NOT NULL',
      [guildId],
    );
  return rows;
}

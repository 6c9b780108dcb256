import type { Asked } from '#core/platform/db.server.ts';
import type { Relation } from './schema.ts';

/** Relations between nodes of a guild that are there. */
export async function listRelations(db: Asked, { guildId }: { guildId: string }): Promise<Relation[]> {
  const { rows } = await db.for('serve-guild').pool.query<Relation>(
    `WITH gone AS MATERIALIZED (SELECT id FROM knowledge_node WHERE guild_id = $1 AND deleted_at IS NOT NULL)
     SELECT from_id AS "fromId", type, to_id AS "toId" FROM knowledge_relation
      WHERE guild_id = $1 AND from_id NOT IN (SELECT id FROM gone) AND to_id NOT IN (SELECT id FROM gone)
      ORDER BY from_id, type, to_id`,
    [guildId],
  );
  return rows;
}

import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { NODE_COLUMNS, type NodeRow, nodeOf } from './internal/node-row.server.ts';
import { type KnowledgeNode, MOST_NODES } from './schema.ts';

/**
 * Nodes of a guild, by kind and title.
 * @param ids null for all of them
 */
export async function listNodes(
  { db, clock }: { db: Pick<Database, 'for'>; clock: Clock },
  { guildId }: { guildId: string },
  ids: readonly string[] | null = null,
): Promise<KnowledgeNode[]> {
  const { rows } = await db.for('serve-guild').pool.query<NodeRow>(
    `SELECT ${NODE_COLUMNS} FROM knowledge_node
      WHERE guild_id = $1 AND deleted_at IS NULL AND ($2::uuid[] IS NULL OR id = ANY($2))
      ORDER BY kind, lower(title), id LIMIT ${MOST_NODES}`,
    [guildId, ids],
  );
  return rows.map((row) => nodeOf(row, clock.now()));
}

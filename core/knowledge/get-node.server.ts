import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Asked } from '#core/platform/db.server.ts';
import { NODE_COLUMNS, type NodeRow, nodeOf } from './internal/node-row.server.ts';
import type { KnowledgeNode, Neighbour } from './schema.ts';

/** A node with what it is related to; of one that was deleted within 30 days too. @throws AppError 'not_found' */
export async function getNode(
  { db, clock }: { db: Asked; clock: Clock },
  { guildId, nodeId }: { guildId: string; nodeId: string },
): Promise<{ node: KnowledgeNode; neighbours: Neighbour[] }> {
  const { pool } = db.for('serve-guild');
  const [nodes, neighbours] = [
    await pool.query<NodeRow>(`SELECT ${NODE_COLUMNS} FROM knowledge_node WHERE guild_id = $1 AND id = $2`, [
      guildId,
      nodeId,
    ]),
    await pool.query<Neighbour>(
      `SELECT r.type, CASE WHEN r.from_id = $2 THEN 'out' ELSE 'in' END AS way, n.id, n.kind, n.title
         FROM knowledge_relation r
         JOIN knowledge_node n ON n.guild_id = r.guild_id AND n.id <> $2 AND n.id IN (r.from_id, r.to_id)
        WHERE r.guild_id = $1 AND $2 IN (r.from_id, r.to_id) AND n.deleted_at IS NULL
        ORDER BY way DESC, r.type, lower(n.title)`,
      [guildId, nodeId],
    ),
  ];
  const [row] = nodes.rows;
  if (!row) throw new AppError('not_found', 'no such node in this guild');
  return { node: nodeOf(row, clock.now()), neighbours: neighbours.rows };
}

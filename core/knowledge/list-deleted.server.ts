import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { NODE_COLUMNS, type NodeRow, nodeOf } from './internal/node-row.server.ts';
import { KEPT_DAYS, type KnowledgeNode } from './schema.ts';

const DAY_MS = 86_400_000;
const MOST = 100;

/** What was deleted of a guild within 30 days and can be had back, newest first. */
export async function listDeleted(
  { db, clock }: { db: Database; clock: Clock },
  { guildId }: { guildId: string },
): Promise<KnowledgeNode[]> {
  const nowMs = clock.now();
  const { rows } = await db.for('serve-guild').pool.query<NodeRow>(
    `SELECT ${NODE_COLUMNS} FROM knowledge_node WHERE guild_id = $1 AND deleted_at > $2
      ORDER BY deleted_at DESC LIMIT ${MOST}`,
    [guildId, new Date(nowMs - KEPT_DAYS * DAY_MS)],
  );
  return rows.map((row) => nodeOf(row, nowMs));
}

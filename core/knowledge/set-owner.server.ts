import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';

/**
 * Says who keeps a node right: the person who says so, or nobody. Nobody can be given it by somebody else.
 * @throws AppError 'not_found'
 */
export async function setOwner(
  db: Database,
  { guildId, nodeId }: { guildId: string; nodeId: string },
  accountId: string | null,
): Promise<void> {
  const { rowCount } = await db
    .for('serve-guild')
    .pool.query('UPDATE knowledge_node SET owner_id = $3 WHERE guild_id = $1 AND id = $2 AND deleted_at IS NULL', [
      guildId,
      nodeId,
      accountId,
    ]);
  if (rowCount === 0) throw new AppError('not_found', 'no such node in this guild');
}

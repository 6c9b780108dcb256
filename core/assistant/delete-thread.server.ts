import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Scope } from './schema.ts';

/** Deletes a conversation with everything that was made of it, at once and for good. @throws AppError 'not_found' */
export async function deleteThread(
  { db }: { db: Database },
  { personId, guildId }: Scope,
  threadId: string,
): Promise<void> {
  const { rowCount } = await db
    .for('use-model')
    .pool.query('DELETE FROM assistant_thread WHERE id = $1 AND person_id = $2 AND guild_id = $3', [
      threadId,
      personId,
      guildId,
    ]);
  if (!rowCount) throw new AppError('not_found', 'no such conversation of this person in this guild');
}

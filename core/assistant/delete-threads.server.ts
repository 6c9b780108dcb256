import type { Database } from '#core/platform/db.server.ts';
import { deleteWhere } from './internal/delete-where.server.ts';

/**
 * Deletes all of a person's conversations, with everything that was made of them, at once and for good.
 * @param scope.guildId null: about every guild
 * @returns how many
 */
export async function deleteThreads(
  { db }: { db: Database },
  scope: { personId: string; guildId: string | null },
): Promise<number> {
  return deleteWhere(db, scope, null);
}

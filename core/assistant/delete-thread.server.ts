import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';
import { deleteWhere } from './internal/delete-where.server.ts';
import type { Scope } from './schema.ts';

/** Deletes a conversation with everything that was made of it, at once and for good. @throws AppError 'not_found' */
export async function deleteThread({ db }: { db: Database }, scope: Scope, threadId: string): Promise<void> {
  const deleted = await deleteWhere(db, scope, threadId);
  if (deleted === 0) throw new AppError('not_found', 'no such conversation of this person in this guild');
}

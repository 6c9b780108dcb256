import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Feedback, Scope } from './schema.ts';

/** Says whether an answer was good; null takes it back. @throws AppError 'not_found' */
export async function rateAnswer(
  { db }: { db: Database },
  { personId, guildId }: Scope,
  { turnId, feedback }: { turnId: string; feedback: Feedback | null },
): Promise<void> {
  const { rowCount } = await db
    .for('use-model')
    .pool.query('UPDATE assistant_turn SET feedback = $4 WHERE id = $1 AND person_id = $2 AND guild_id = $3', [
      turnId,
      personId,
      guildId,
      feedback,
    ]);
  if (!rowCount) throw new AppError('not_found', 'no such answer to this person in this guild');
}

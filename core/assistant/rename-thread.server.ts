import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type Scope, titleSchema } from './schema.ts';

/** @throws AppError 'bad_input' (no title) · 'not_found' */
export async function renameThread(
  { db, clock }: { db: Database; clock: Clock },
  { personId, guildId }: Scope,
  { threadId, title }: { threadId: string; title: string },
): Promise<void> {
  const parsed = titleSchema.safeParse(title);
  if (!parsed.success) throw new AppError('bad_input', 'no title', { cause: parsed.error });
  const { rowCount } = await db
    .for('use-model')
    .pool.query(
      'UPDATE assistant_thread SET title = $4, changed_at = $5 WHERE id = $1 AND person_id = $2 AND guild_id = $3',
      [threadId, personId, guildId, parsed.data, new Date(clock.now())],
    );
  if (!rowCount) throw new AppError('not_found', 'no such conversation of this person in this guild');
}

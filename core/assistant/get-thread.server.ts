import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { readTurns } from './internal/turn-rows.server.ts';
import type { Scope, Thread, Turn } from './schema.ts';

/** A conversation with its turns, oldest first. @throws AppError 'not_found' where it is not this person's about this guild */
export async function getThread(
  { db, clock }: { db: Database; clock: Clock },
  scope: Scope,
  threadId: string,
): Promise<Thread & { turns: Turn[] }> {
  const { rows } = await db.for('use-model').pool.query<Thread>(
    `SELECT id, title, origin, created_at AS "createdAt", changed_at AS "changedAt" FROM assistant_thread
      WHERE id = $1 AND person_id = $2 AND guild_id = $3`,
    [threadId, scope.personId, scope.guildId],
  );
  const [thread] = rows;
  if (!thread) throw new AppError('not_found', 'no such conversation of this person in this guild');
  return { ...thread, turns: await readTurns(db, scope, { threadId, nowMs: clock.now() }) };
}

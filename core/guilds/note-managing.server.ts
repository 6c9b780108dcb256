import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/**
 * Somebody who manages a guild uses something here: from the first time on its channels and roles may be read. The caller
 * has it from Discord that they do, in their own list or with what they sent.
 */
export async function noteManaging(
  { db, clock }: { db: Database; clock: Clock },
  { guildId }: { guildId: string },
): Promise<void> {
  await db
    .for('serve-guild')
    .pool.query('UPDATE guild SET managed_at = $2 WHERE id = $1 AND managed_at IS NULL', [
      guildId,
      new Date(clock.now()),
    ]);
}

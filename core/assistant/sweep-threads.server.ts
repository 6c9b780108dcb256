import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

const KEPT_MS = 180 * 86_400_000;

/** Ends conversations that were last changed 180 days ago. @returns how many */
export async function sweepThreads({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  const { pool } = db.for('use-model');
  const { rowCount } = await pool.query('DELETE FROM assistant_thread WHERE changed_at <= $1', [
    new Date(clock.now() - KEPT_MS),
  ]);
  return rowCount ?? 0;
}

import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

const KEPT_MS = 90 * 86_400_000;

/** Deletes cases that were answered ninety days ago. @returns how many */
export async function sweepCases({ db, clock }: { db: Pick<Database, 'pool'>; clock: Clock }): Promise<number> {
  const { rowCount } = await db.pool.query('DELETE FROM contact_case WHERE answered_at <= $1', [
    new Date(clock.now() - KEPT_MS),
  ]);
  return rowCount ?? 0;
}

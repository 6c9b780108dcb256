import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { KEPT_DAYS } from './schema.ts';

const DAY_MS = 86_400_000;

/** Deletes reports that were written 400 days ago. @returns how many */
export async function sweepInsights({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  const { rowCount } = await db
    .for('serve-guild')
    .pool.query('DELETE FROM insight_report WHERE written_at <= $1', [new Date(clock.now() - KEPT_DAYS * DAY_MS)]);
  return rowCount ?? 0;
}

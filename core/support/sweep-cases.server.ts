import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

const KEPT_MS = 90 * 86_400_000;

/** Deletes cases that were answered, and reports that were decided, ninety days ago. @returns how many */
export async function sweepCases({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  const before = [new Date(clock.now() - KEPT_MS)];
  const cases = await db.for('answer-request').pool.query('DELETE FROM contact_case WHERE answered_at <= $1', before);
  const reports = await db
    .for('answer-request')
    .pool.query('DELETE FROM under_age_report WHERE decided_at <= $1', before);
  return (cases.rowCount ?? 0) + (reports.rowCount ?? 0);
}

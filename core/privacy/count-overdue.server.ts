import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/** Requests that are not finished: past our own time, and past the month that the law gives. */
export async function countOverdue({
  db,
  clock,
}: {
  db: Database;
  clock: Clock;
}): Promise<{ open: number; overdue: number; overdueByLaw: number }> {
  const { rows } = await db.for('answer-request').pool.query<{ open: number; overdue: number; overdueByLaw: number }>(
    `SELECT count(*)::int4 AS open, count(*) FILTER (WHERE own_due_at < $1)::int4 AS overdue,
            count(*) FILTER (WHERE due_at < $1)::int4 AS "overdueByLaw"
       FROM rights_request WHERE finished_at IS NULL`,
    [new Date(clock.now())],
  );
  return rows[0] ?? { open: 0, overdue: 0, overdueByLaw: 0 };
}

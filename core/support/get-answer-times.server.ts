import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { AnswerTimes } from './schema.ts';

/** How answers have been coming, as far as cases are kept. */
export async function getAnswerTimes({ db, clock }: { db: Database; clock: Clock }): Promise<AnswerTimes> {
  const { rows } = await db.for('answer-request').pool.query<AnswerTimes>(
    `SELECT count(answered_at)::int AS answered,
            (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - received_at)) * 1000)::float8
              AS "medianMs",
            count(*) FILTER (WHERE answered_at IS NULL)::int AS open,
            count(*) FILTER (WHERE answered_at IS NULL AND due_at < $1)::int AS overdue
       FROM contact_case`,
    [new Date(clock.now())],
  );
  return rows[0] ?? { answered: 0, medianMs: null, open: 0, overdue: 0 };
}

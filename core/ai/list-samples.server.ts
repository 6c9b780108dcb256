import type { Clock } from '#core/platform/clock.ts';
import type { Asked } from '#core/platform/db.server.ts';
import { REVIEW_DAYS } from './rules/reviews.ts';
import type { ReviewSums, WaitingSample } from './rules/views.ts';

const DAY_MS = 86_400_000;
const LISTED = 25;

/** Answers that wait to be looked at, oldest first, and how it stands by use. */
export async function listSamples({ db, clock }: { db: Asked; clock: Clock }): Promise<{
  waiting: WaitingSample[];
  sums: ReviewSums[];
}> {
  const { pool } = db.for('use-model');
  const due = new Date(clock.now() - REVIEW_DAYS * DAY_MS);
  const [waiting, sums] = await Promise.all([
    pool.query<WaitingSample>(
      `SELECT call_id AS "callId", feature, at, text, at < $1 AS overdue FROM ai_sample
        WHERE verdict IS NULL ORDER BY at, call_id LIMIT ${LISTED}`,
      [due],
    ),
    pool.query<ReviewSums>(
      `SELECT feature, count(*)::int AS chosen, count(verdict)::int AS reviewed,
              count(*) FILTER (WHERE verdict IS NULL AND at < $1)::int AS overdue,
              jsonb_build_object('good', count(*) FILTER (WHERE verdict = 'good'),
                                 'wrong', count(*) FILTER (WHERE verdict = 'wrong'),
                                 'harmful', count(*) FILTER (WHERE verdict = 'harmful')) AS verdicts
         FROM ai_sample GROUP BY feature ORDER BY feature`,
      [due],
    ),
  ]);
  return { waiting: waiting.rows, sums: sums.rows };
}

import type { Clock } from '#core/platform/clock.ts';
import type { Asked } from '#core/platform/db.server.ts';
import { CUT_OFF_DAYS, IMPROVEMENT, mondayOf, PEOPLE_FLOOR } from './rules/feedback.ts';

const DAY_MS = 86_400_000;
/** Of older weeks calls may be gone. */
const LOOKED_AT_DAYS = 90;

/**
 * Adds up what people made of answers, by use and week, once a week is a week ago. Who said no is left out before, and sums of
 * too few people are not written. A week is added up once; nothing in it says whose it was. @returns how many
 */
export async function addUpFeedback({ db, clock }: { db: Asked; clock: Clock }): Promise<number> {
  const today = Math.floor(clock.now() / DAY_MS);
  const [from, until] = [today - LOOKED_AT_DAYS, today - CUT_OFF_DAYS].map((day) => new Date(mondayOf(day) * DAY_MS));
  const { rowCount } = await db.for('use-model').pool.query(
    `INSERT INTO ai_feedback_week (feature, week, kept, overridden, people, added_at)
     SELECT feature, floor((extract(epoch FROM at) / 86400 + 3) / 7)::int * 7 - 3 AS week,
            count(*) FILTER (WHERE judged = 'kept'), count(*) FILTER (WHERE judged = 'overridden'),
            count(DISTINCT person_id), $3
       FROM ai_call c
      WHERE judged IS NOT NULL AND at >= $1 AND at < $2
        AND NOT EXISTS (SELECT FROM ai_opt_out o WHERE o.user_id = c.person_id AND o.feature IN ('', $4))
      GROUP BY 1, 2 HAVING count(DISTINCT person_id) >= $5
     ON CONFLICT DO NOTHING`,
    [from, until, new Date(clock.now()), IMPROVEMENT, PEOPLE_FLOOR],
  );
  return rowCount ?? 0;
}

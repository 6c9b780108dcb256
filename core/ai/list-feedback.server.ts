import type { Asked } from '#core/platform/db.server.ts';
import type { FeedbackWeek } from './rules/feedback.ts';

const LISTED = 26;

/** What people made of answers by use and week, newest first. */
export async function listFeedback(db: Asked): Promise<FeedbackWeek[]> {
  const { rows } = await db
    .for('use-model')
    .pool.query<FeedbackWeek>(
      `SELECT feature, week, kept, overridden, people FROM ai_feedback_week ORDER BY week DESC, feature LIMIT ${LISTED}`,
    );
  return rows;
}

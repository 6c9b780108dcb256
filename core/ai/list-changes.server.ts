import type { Asked } from '#core/platform/db.server.ts';
import type { AiChange } from './rules/feedback.ts';

const LISTED = 50;

/** What was changed because of what people said: how many times, and the newest of them. */
export async function listChanges(db: Asked): Promise<{ total: number; newest: AiChange[] }> {
  const { rows } = await db.for('use-model').pool.query<AiChange & { total: number }>(
    `SELECT id, at, feature, coalesce(feedback_week, review_week) AS week, words,
            CASE WHEN feedback_week IS NOT NULL THEN 'feedback' WHEN review_week IS NOT NULL THEN 'reviews' ELSE 'incident'
            END AS kind, count(*) OVER ()::int4 AS total
       FROM ai_change ORDER BY at DESC, id LIMIT ${LISTED}`,
  );
  return { total: rows[0]?.total ?? 0, newest: rows.map(({ total: _, ...change }) => change) };
}

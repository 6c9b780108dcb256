import type { Database } from '#core/platform/db.server.ts';
import { listIncidents } from '#core/policies/list-incidents.server.ts';
import { listFeedback } from './list-feedback.server.ts';
import type { ChangeSource } from './rules/feedback.ts';

/** What a change of AI can come from, newest first of each kind: feedback, answers that staff found wrong, incidents. */
export async function listChangeSources(db: Database): Promise<ChangeSource[]> {
  const [feedback, reviews, incidents] = await Promise.all([
    listFeedback(db),
    db.for('use-model').pool.query<{ feature: string; week: number }>(
      `SELECT feature, floor((extract(epoch FROM at) / 86400 + 3) / 7)::int * 7 - 3 AS week FROM ai_sample
        WHERE verdict <> 'good' GROUP BY 1, 2 ORDER BY 2 DESC, 1`,
    ),
    listIncidents(db),
  ]);
  return [
    ...feedback.map(({ feature, week }) => ({ kind: 'feedback' as const, feature, week })),
    ...reviews.rows.map((row) => ({ kind: 'reviews' as const, ...row })),
    ...incidents
      .filter(({ about }) => about === 'ai')
      .map(({ id, noticedAt }) => ({ kind: 'incident' as const, incidentId: id, noticedAt })),
  ];
}

import type { Asked } from '#core/platform/db.server.ts';
import type { EvaluationRun } from './rules/views.ts';

/** The newest runs of every set, newest first. @param limit of each set */
export async function listEvaluations(db: Asked, { limit }: { limit: number }): Promise<EvaluationRun[]> {
  const { rows } = await db.for('use-model').pool.query<Omit<EvaluationRun, 'costNanos'> & { cost: string }>(
    `SELECT at, evaluation, feature, model, "promptVersion", asked, "right", failed, cost
       FROM (SELECT at, evaluation, feature, model, prompt_version AS "promptVersion", asked, "right", failed,
                    cost_nanos::text AS cost,
                    row_number() OVER (PARTITION BY evaluation ORDER BY at DESC, id) AS place FROM ai_evaluation) AS runs
      WHERE place <= $1 ORDER BY evaluation, at DESC`,
    [limit],
  );
  return rows.map(({ cost, ...run }) => ({ ...run, costNanos: BigInt(cost) }));
}

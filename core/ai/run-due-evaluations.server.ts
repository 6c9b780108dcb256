import { listActs } from '#core/audit/list-acts.server.ts';
import { closeAlert, openAlert } from '#core/gateway/alerts.server.ts';
import type { AiDeps } from './deps.server.ts';
import type { Evaluation } from './evaluations.ts';
import { listEvaluations } from './list-evaluations.server.ts';
import { isDue, worryOf } from './rules/evaluate.ts';
import { runEvaluation } from './run-evaluation.server.ts';

/**
 * Asks the sets whose time it is, and opens an alert for each that went badly. Without a model nothing is asked.
 * @returns names of the sets that were asked
 */
export async function runDueEvaluations(
  deps: AiDeps,
  { evaluations, signal }: { evaluations: readonly Evaluation[]; signal?: AbortSignal },
): Promise<string[]> {
  const { db, clock, models, register } = deps;
  if (!models) return [];
  const [wanted] = await listActs(db, { actions: ['ai.evaluation_wanted'], limit: 1 });
  const asked: string[] = [];
  for (const evaluation of evaluations) {
    const { name, feature, leastShare } = evaluation;
    const entry = register[feature];
    if (!entry || signal?.aborted) continue;
    const runsOf = async () => (await listEvaluations(db, { limit: 2 })).filter((run) => run.evaluation === name);
    const now = {
      ...{ ms: clock.now(), model: models.settings.models[0], promptVersion: entry.promptVersion },
      wantedAt: wanted?.at ?? null,
    };
    if (!isDue((await runsOf())[0], now)) continue;
    const run = await runEvaluation(deps, evaluation, signal);
    if ('refused' in run || run.asked === 0) continue;
    asked.push(name);
    const worry = worryOf(await runsOf(), leastShare);
    const alert = { kind: 'ai-quality', scope: name } as const;
    if (worry) await openAlert(db, { ...alert, detail: `${worry}: ${run.right} of ${run.asked} right, ${run.model}` });
    else await closeAlert(db, alert);
  }
  return asked;
}

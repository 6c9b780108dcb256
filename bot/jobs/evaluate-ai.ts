import { evaluations } from '#core/ai/evaluations.ts';
import { features } from '#core/ai/features.ts';
import type { ModelAccess } from '#core/ai/model-client.server.ts';
import { runDueEvaluations } from '#core/ai/run-due-evaluations.server.ts';
import { insightEvaluations } from '#core/insights/evaluations.ts';
import type { Job } from './job.ts';

const every = [...evaluations, ...insightEvaluations];

/** Asks questions with known answers of the model in use: every week, of every new one, and when staff want it. */
export function evaluateAiJob(models: ModelAccess): Job {
  return {
    name: 'evaluate-ai',
    schedule: '*/10 * * * *',
    atStart: false,
    async run({ db, clock, log, signal }) {
      const deps = { db, clock, log, models, register: features };
      const asked = await runDueEvaluations(deps, { evaluations: every, ...(signal ? { signal } : {}) });
      if (asked.length > 0) log.info({ evaluations: asked }, 'quality of models was tested');
    },
  };
}

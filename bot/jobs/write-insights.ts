import { features } from '#core/ai/features.ts';
import type { ModelAccess } from '#core/ai/model-client.server.ts';
import { wordWaiting } from '#core/insights/word-waiting.server.ts';
import { writeDueReports } from '#core/insights/write-due-reports.server.ts';
import type { Job } from './job.ts';

/** A model is asked for so long at most; the next run goes on. */
const WORDING_MS = 4 * 60_000;

/** Writes the weekly insights of guilds whose Monday it is, and has a model word them where there is one. */
export function writeInsightsJob(models: ModelAccess | null): Job {
  return {
    name: 'write-insights',
    schedule: '*/5 * * * *',
    atStart: true,
    async run({ db, clock, log, signal }) {
      const deps = { db, counts: db, clock, log, models, register: features, ...(signal ? { signal } : {}) };
      const written = await writeDueReports(deps);
      const settled = await wordWaiting(deps, { untilMs: clock.now() + WORDING_MS, ...(signal ? { signal } : {}) });
      if (written + settled > 0) log.info({ written, settled }, 'weekly insights');
    },
  };
}

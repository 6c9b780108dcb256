import { features } from '#core/ai/features.ts';
import type { ModelAccess } from '#core/ai/model-client.server.ts';
import { settleCalls } from '#core/ai/settle-calls.server.ts';
import type { Job } from './job.ts';

export function settleCallsJob(models: ModelAccess): Job {
  return {
    name: 'settle-calls',
    schedule: '* * * * *',
    atStart: true,
    async run({ db, clock, log }) {
      const { settled, open } = await settleCalls({ db, clock, log, models, register: features });
      if (settled + open > 0) log.info({ settled, open }, 'bills of models were read');
    },
  };
}

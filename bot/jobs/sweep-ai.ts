import { sweepCalls } from '#core/ai/sweep-calls.server.ts';
import type { Job } from './job.ts';

export const sweepAiJob: Job = {
  name: 'sweep-ai',
  schedule: '23,53 * * * *',
  atStart: false,
  async run({ db, clock, log }) {
    const calls = await sweepCalls({ db, clock });
    if (calls > 0) log.info({ calls }, 'old calls of models were deleted');
  },
};

import { sweepCalls } from '#core/ai/sweep-calls.server.ts';
import { watchReviews } from '#core/ai/watch-reviews.server.ts';
import type { Job } from './job.ts';

export const sweepAiJob: Job = {
  name: 'sweep-ai',
  schedule: '23,53 * * * *',
  atStart: false,
  async run({ db, clock, log }) {
    const calls = await sweepCalls({ db, clock });
    await watchReviews({ db, clock });
    if (calls > 0) log.info({ calls }, 'old calls of models were deleted');
  },
};

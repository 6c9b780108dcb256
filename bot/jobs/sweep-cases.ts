import { sweepCases } from '#core/support/sweep-cases.server.ts';
import type { Job } from './job.ts';

export const sweepCasesJob: Job = {
  name: 'sweep-cases',
  schedule: '17,47 * * * *',
  atStart: false,
  async run({ db, clock, log }) {
    const cases = await sweepCases({ db, clock });
    if (cases > 0) log.info({ cases }, 'answered cases were deleted');
  },
};

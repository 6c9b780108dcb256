import { sweepInsights } from '#core/insights/sweep-insights.server.ts';
import type { Job } from './job.ts';

export const sweepInsightsJob: Job = {
  name: 'sweep-insights',
  schedule: '11,41 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const reports = await sweepInsights({ db, clock });
    if (reports > 0) log.info({ reports }, 'insights of 400 days ago were deleted');
  },
};

import { sweepHourTotals } from '#core/analytics/sweep-ended.server.ts';
import type { Job } from './job.ts';

export const sweepHourTotalsJob: Job = {
  name: 'sweep-hour-totals',
  schedule: '13,43 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const totals = await sweepHourTotals(db, clock.now());
    if (totals > 0) log.info({ totals }, 'old hourly totals swept');
  },
};

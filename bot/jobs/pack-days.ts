import { packDays } from '#core/analytics/pack-days.server.ts';
import type { Job } from './job.ts';

export const packDaysJob: Job = {
  name: 'pack-days',
  schedule: '43 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const rows = await packDays(db, clock.now());
    if (rows > 0) log.info({ rows }, 'hourly rows of days long over packed');
  },
};

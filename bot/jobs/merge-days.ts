import { mergeDays } from '#core/analytics/merge-days.server.ts';
import type { Job } from './job.ts';

export const mergeDaysJob: Job = {
  name: 'merge-days',
  schedule: '43 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const rows = await mergeDays(db, clock.now());
    if (rows > 0) log.info({ rows }, 'rows of days that are over merged');
  },
};

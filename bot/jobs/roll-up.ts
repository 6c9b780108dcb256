import { rollUp } from '#core/analytics/roll-up.server.ts';
import type { Job } from './job.ts';

/** Runs often, because days end at another hour in each time zone, and before the oldest rows go at 13 past. */
export const rollUpJob: Job = {
  name: 'roll-up',
  schedule: '*/5 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const days = await rollUp(db, clock.now());
    if (days > 0) log.info({ days }, 'totals of days made');
  },
};

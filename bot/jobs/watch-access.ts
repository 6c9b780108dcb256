import { watchAccess } from '#core/accounts/watch-access.server.ts';
import type { Job } from './job.ts';

/** Whoever opens unusually much, or is refused unusually often, raises an alert. */
export const watchAccessJob: Job = {
  name: 'watch-access',
  schedule: '* * * * *',
  atStart: false,
  async run({ db, clock, log }) {
    for (const anomaly of await watchAccess(db, clock)) log.warn(anomaly, 'access is unusual');
  },
};

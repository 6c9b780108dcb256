import { pruneSessions } from '#core/accounts/prune-sessions.server.ts';
import type { Job } from './job.ts';

export const pruneSessionsJob: Job = {
  name: 'prune-sessions',
  schedule: '3,33 * * * *',
  atStart: false,
  async run({ db, clock, log }) {
    const sessions = await pruneSessions(db, clock.now());
    if (sessions > 0) log.info({ sessions }, 'expired sessions pruned');
  },
};

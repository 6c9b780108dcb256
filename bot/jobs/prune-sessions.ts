import { pruneSessions } from '#core/accounts/prune-sessions.server.ts';
import type { Job } from './job.ts';

export const pruneSessionsJob: Job = {
  name: 'prune-sessions',
  schedule: '33 * * * *',
  atStart: false,
  async run({ db, log }) {
    const sessions = await pruneSessions(db);
    if (sessions > 0) log.info({ sessions }, 'expired sessions pruned');
  },
};

import { pruneAccesses } from '#core/accounts/prune-accesses.server.ts';
import type { Job } from './job.ts';

export const pruneAccessesJob: Job = {
  name: 'prune-accesses',
  schedule: '27,57 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const rows = await pruneAccesses(db, clock);
    if (rows > 0) log.info({ rows }, 'accesses of staff and refusals past their time deleted');
  },
};

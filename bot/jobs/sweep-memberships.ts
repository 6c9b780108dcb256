import { sweepMemberships } from '#core/analytics/sweep-ended.server.ts';
import type { Job } from './job.ts';

export const sweepMembershipsJob: Job = {
  name: 'sweep-memberships',
  schedule: '27,57 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const memberships = await sweepMemberships(db, clock.now());
    if (memberships > 0) log.info({ memberships }, 'ended memberships swept');
  },
};

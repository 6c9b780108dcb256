import { sweepInvites } from '#core/analytics/keep-invite-watches.server.ts';
import { sweepHealing } from '#core/analytics/plan-healing.server.ts';
import { sweepDeliveries, sweepPresence } from '#core/analytics/sweep-ended.server.ts';
import type { Job } from './job.ts';

/** Ends what counting, healing, invites and digests leave behind, also where nobody counts, heals or sends any more. */
export const sweepCountingJob: Job = {
  name: 'sweep-counting',
  schedule: '17,47 * * * *',
  atStart: true,
  async run({ db, clock }) {
    const now = clock.now();
    await sweepPresence(db, now);
    await sweepHealing(db, now);
    await sweepInvites(db, now);
    await sweepDeliveries(db, now);
  },
};

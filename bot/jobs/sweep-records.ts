import { forgetNames } from '#core/audit/forget-names.server.ts';
import { sweepPremiumRecords } from '#core/billing/sweep-premium-records.server.ts';
import { sweepGovernance } from '#core/policies/sweep-governance.server.ts';
import { sweepAgeGates } from '#core/support/sweep-age-gates.server.ts';
import type { Job } from './job.ts';

export const sweepRecordsJob: Job = {
  name: 'sweep-records',
  schedule: '21,51 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const events = await forgetNames(db, clock.now());
    const now = clock.now();
    const rows =
      (await sweepPremiumRecords(db, now)) + (await sweepGovernance(db, now)) + (await sweepAgeGates(db, now));
    if (events + rows > 0) log.info({ events, rows }, 'old records swept');
  },
};

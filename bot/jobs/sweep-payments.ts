import { sweepPayments } from '#core/billing/sweep-payments.server.ts';
import type { Job } from './job.ts';

export const sweepPaymentsJob: Job = {
  name: 'sweep-payments',
  schedule: '19,49 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const rows = await sweepPayments(db, clock.now());
    if (rows > 0) log.info({ rows }, 'payments and checkouts past their time swept');
  },
};

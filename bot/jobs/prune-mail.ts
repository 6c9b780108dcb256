import { pruneMail } from '#core/accounts/prune-mail.server.ts';
import type { Job } from './job.ts';

export const pruneMailJob: Job = {
  name: 'prune-mail',
  schedule: '19,49 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const mails = await pruneMail(db, clock);
    if (mails > 0) log.info({ mails }, 'mails past their time deleted');
  },
};

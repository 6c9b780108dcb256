import { mergePacks } from '#core/analytics/merge-packs.server.ts';
import type { Job } from './job.ts';

export const mergePacksJob: Job = {
  name: 'merge-packs',
  schedule: '*/5 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const rows = await mergePacks(db, clock.now());
    if (rows > 0) log.debug({ rows }, 'rows of counts merged');
  },
};

import {
  ACTIVITY_KEPT_DAYS,
  deleteExpiredTops,
  dropExpiredPartitions,
} from '#core/analytics/keep-partitions.server.ts';
import type { Job } from './job.ts';

export const dropPartitionsJob: Job = {
  name: 'drop-partitions',
  schedule: '13,43 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const dropped = await dropExpiredPartitions(db, clock.now(), ACTIVITY_KEPT_DAYS);
    await deleteExpiredTops(db, clock.now(), ACTIVITY_KEPT_DAYS);
    if (dropped.length > 0) log.info({ tables: dropped }, 'expired partitions dropped');
  },
};

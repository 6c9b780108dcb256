import { makePartitions } from '#core/analytics/keep-partitions.server.ts';
import type { Job } from './job.ts';

/** Counting must find its partition at midnight even where no worker ran for three days. */
const AHEAD_DAYS = 3;

export const makePartitionsJob: Job = {
  name: 'make-partitions',
  schedule: '7 * * * *',
  atStart: true,
  run: ({ db, clock }) => makePartitions(db, clock.now(), AHEAD_DAYS),
};

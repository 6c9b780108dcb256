import { deleteLostGuildsJob } from './delete-lost-guilds.ts';
import { dropPartitionsJob } from './drop-partitions.ts';
import type { Job } from './job.ts';
import { makePartitionsJob } from './make-partitions.ts';
import { mergeDaysJob } from './merge-days.ts';
import { mergePacksJob } from './merge-packs.ts';
import { pruneGatewayJob } from './prune-gateway.ts';
import { pruneSessionsJob } from './prune-sessions.ts';
import { pruneTokensJob } from './prune-tokens.ts';
import { rollUpJob } from './roll-up.ts';
import { sweepHourTotalsJob } from './sweep-hour-totals.ts';
import { sweepMembershipsJob } from './sweep-memberships.ts';
import { watchAccessJob } from './watch-access.ts';
import { watchClustersJob } from './watch-clusters.ts';

export const jobs: readonly Job[] = [
  makePartitionsJob,
  dropPartitionsJob,
  pruneGatewayJob,
  pruneSessionsJob,
  pruneTokensJob,
  rollUpJob,
  mergePacksJob,
  mergeDaysJob,
  sweepMembershipsJob,
  sweepHourTotalsJob,
  watchAccessJob,
  watchClustersJob,
  deleteLostGuildsJob,
];

import { deleteLostGuildsJob } from './delete-lost-guilds.ts';
import { dropPartitionsJob } from './drop-partitions.ts';
import type { Job } from './job.ts';
import { lookAtPromisesJob } from './look-at-promises.ts';
import { makePartitionsJob } from './make-partitions.ts';
import { mergeDaysJob } from './merge-days.ts';
import { mergePacksJob } from './merge-packs.ts';
import { postPoliciesJob } from './post-policies.ts';
import { pruneGatewayJob } from './prune-gateway.ts';
import { pruneSessionsJob } from './prune-sessions.ts';
import { pruneTokensJob } from './prune-tokens.ts';
import { rollUpJob } from './roll-up.ts';
import { sweepCasesJob } from './sweep-cases.ts';
import { sweepHourTotalsJob } from './sweep-hour-totals.ts';
import { sweepMembershipsJob } from './sweep-memberships.ts';
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
  sweepCasesJob,
  watchClustersJob,
  deleteLostGuildsJob,
  postPoliciesJob,
  lookAtPromisesJob,
];

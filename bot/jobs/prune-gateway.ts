import { forgetProcesses } from '#core/consent/forget-processes.server.ts';
import { pruneAlerts } from '#core/gateway/alerts.server.ts';
import { forgetClusters, forgetShards } from '#core/gateway/clusters.server.ts';
import { pruneIdentifies } from '#core/gateway/identify-budget.server.ts';
import { pruneStructureReads } from '#core/guilds/prune-structure-reads.server.ts';
import { pruneQueue } from '#core/platform/prune-queue.server.ts';
import type { Job } from './job.ts';

const CLOSED_ALERTS_DAYS = 30;

export const pruneGatewayJob: Job = {
  name: 'prune-gateway',
  schedule: '23,53 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const now = clock.now();
    const identifies = await pruneIdentifies(db, now);
    const alerts = await pruneAlerts(db, now, CLOSED_ALERTS_DAYS);
    const clusters = await forgetClusters(db, now);
    const shards = await forgetShards(db, now);
    const processes = await forgetProcesses(db, now);
    const failedJobs = await pruneQueue(db, now);
    const rows = await pruneStructureReads(db, now);
    if (identifies + alerts + clusters.length + shards + processes + failedJobs + rows > 0)
      log.info({ identifies, alerts, clusters, shards, processes, failedJobs, rows }, 'rows of operation pruned');
  },
};

import { watchClusters } from '#core/gateway/clusters.server.ts';
import { CLUSTER_SILENT_MS } from '#core/gateway/rules.ts';
import type { Job } from './job.ts';

/** The manager watches its own clusters; this sees those whose manager is gone too. */
export const watchClustersJob: Job = {
  name: 'watch-clusters',
  schedule: '* * * * *',
  atStart: false,
  afterUptimeMs: CLUSTER_SILENT_MS,
  async run({ db, log }) {
    const silent = await watchClusters(db);
    if (silent.length > 0) log.error({ clusters: silent }, 'clusters are silent');
  },
};

import { pruneAlerts } from '#core/gateway/alerts.server.ts';
import { forgetClusters } from '#core/gateway/clusters.server.ts';
import { pruneIdentifies } from '#core/gateway/identify-budget.server.ts';
import type { Job } from './job.ts';

const CLOSED_ALERTS_DAYS = 30;

export const pruneGatewayJob: Job = {
  name: 'prune-gateway',
  schedule: '23 * * * *',
  atStart: true,
  async run({ db, log }) {
    const identifies = await pruneIdentifies(db);
    const alerts = await pruneAlerts(db, CLOSED_ALERTS_DAYS);
    const clusters = await forgetClusters(db);
    if (identifies + alerts + clusters.length > 0) log.info({ identifies, alerts, clusters }, 'gateway rows pruned');
  },
};

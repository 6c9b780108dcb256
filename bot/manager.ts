import path from 'node:path';
import { Child, ClusterManager, messageType } from 'discord-hybrid-sharding';
import { openDatabase } from '#core/platform/db.server.ts';
import { endWithParent } from '#core/platform/end-with-parent.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createPurposeGuard } from '#core/platform/purpose-guard.ts';
import { purposeReach } from '#core/privacy/purpose-reach.ts';
import { configOrExit } from './config-or-exit.ts';
import { createAlertBook } from './supervisor/alert-book.ts';
import { layoutClusters } from './supervisor/layout-clusters.ts';
import { createStartGate } from './supervisor/start-gate.ts';
import { type ClusterSlot, defaultSupervision, superviseCluster } from './supervisor/supervise-cluster.ts';

/** Clusters that may boot at the same time: loading is bound by the machine's cores, identifying by the shared budget. */
const BOOTING = 2;

const config = configOrExit();
const log = createLog('manager', config.log.level);
const guard = createPurposeGuard(purposeReach);
const db = openDatabase(config.database.url, { guard, max: 2, name: 'procord manager', acts: ['person', 'system'] });
const alerts = createAlertBook(db, log);
const layout = layoutClusters(config.bot);

// The library only forks. Its own spawning waits 7 s a shard, its restarts end after three, its heartbeats end with SIGTERM.
const manager = new ClusterManager(path.join(import.meta.dirname, `cluster${path.extname(import.meta.filename)}`), {
  mode: 'process',
  totalShards: config.bot.shards,
  totalClusters: layout.length,
  shardList: config.bot.shardList,
  token: config.discord.token,
  respawn: false,
  execArgv: process.execArgv,
});
manager.on('error', (error) => log.error({ error }, 'the sharding library reports an error'));

const gate = createStartGate(BOOTING);
const wire = {
  beat: () => ({ _type: messageType.HEARTBEAT, date: Date.now() }),
  isAnswer: (message: unknown) =>
    typeof message === 'object' &&
    message !== null &&
    '_type' in message &&
    message._type === messageType.HEARTBEAT_ACK,
};
const supervised = layout.map((part) =>
  superviseCluster(slotOf(part), { wire, gate, alerts, log, options: defaultSupervision }),
);

endWithParent(log, async () => {
  alerts.close();
  await Promise.all(supervised.map((one) => one.stop()));
  await db.close();
});
log.info({ clusters: layout.length, shards: config.bot.shards }, 'manager started');

function slotOf({ id, shards }: { id: number; shards: number[] }): ClusterSlot {
  const cluster = manager.createCluster(id, shards, config.bot.shards);
  let ready = () => {};
  cluster.on('ready', () => ready());
  cluster.on('error', (error) => log.error({ cluster: id, error }, 'the sharding library reports an error'));
  return {
    id,
    shards,
    fork(onReady) {
      ready = onReady;
      // The library keeps the process of a fork that failed, and would refuse the next one.
      cluster.thread = null;
      void cluster.spawn(-1).catch((error) => log.error({ cluster: id, error }, 'cluster was not forked'));
      const thread: unknown = cluster.thread;
      if (!(thread instanceof Child && thread.process)) throw new Error('the operating system refused a process');
      return thread.process;
    },
  };
}

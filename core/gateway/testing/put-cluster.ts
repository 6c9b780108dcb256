import { randomUUID } from 'node:crypto';
import type { Database } from '#core/platform/db.server.ts';
import { reportCluster } from '../report-cluster.server.ts';

/** A cluster that runs and asks Discord for these intents. */
export function putCluster(db: Database, intents: number): Promise<void> {
  return reportCluster(db, {
    clusterId: 0,
    holder: randomUUID(),
    pid: 1,
    host: 'here',
    shards: [0],
    state: 'running',
    startedAt: new Date(),
    guilds: 1,
    events: 1,
    pendingKeys: 0,
    loopLagMs: 0,
    heapBytes: 1,
    flushMs: 1,
    lastFlushAt: new Date(),
    intents,
  });
}

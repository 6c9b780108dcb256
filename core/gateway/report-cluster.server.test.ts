import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { readOpenAlerts } from './alerts.server.ts';
import { forgetClusters, watchClusters } from './clusters.server.ts';
import { getGatewayState } from './get-gateway-state.server.ts';
import { type ClusterReport, reportCluster } from './report-cluster.server.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

function report(overrides: Partial<ClusterReport>): ClusterReport {
  return {
    clusterId: 0,
    holder: randomUUID(),
    pid: 1,
    host: 'here',
    shards: [0, 1],
    state: 'running',
    startedAt: new Date('2026-01-01T00:00:00Z'),
    guilds: 3,
    events: 9_007_199_254,
    pendingKeys: 5,
    loopLagMs: 1.5,
    heapBytes: 1e9,
    flushMs: 12,
    lastFlushAt: new Date(),
    intents: 705,
    ...overrides,
  };
}

test('a newer process takes the row and counts as a restart; the older one no longer writes', async () => {
  const first = report({});
  const second = report({ pid: 2, startedAt: new Date('2026-01-02T00:00:00Z') });
  await reportCluster(db, first);
  await reportCluster(db, first);
  await reportCluster(db, second);
  await reportCluster(db, { ...first, guilds: 99 });
  const { clusters } = await getGatewayState(db);
  expect(clusters).toHaveLength(1);
  expect(clusters[0]).toMatchObject({ pid: 2, restarts: 1, guilds: 3, events: 9_007_199_254, shards: [0, 1] });
});

test('a silent cluster opens an alert that closes when it is back', async () => {
  const cluster = report({ clusterId: 1 });
  await reportCluster(db, cluster);
  expect(await watchClusters(db)).toEqual([]);
  await db.pool.query(`UPDATE gateway.cluster SET heartbeat_at = now() - interval '61 seconds' WHERE cluster_id = 1`);
  expect(await watchClusters(db)).toEqual([1]);
  expect(await watchClusters(db)).toEqual([1]);
  expect((await readOpenAlerts(db)).map((alert) => [alert.kind, alert.scope])).toEqual([
    ['cluster-silent', 'cluster 1'],
  ]);
  await reportCluster(db, cluster);
  expect(await watchClusters(db)).toEqual([]);
  expect(await readOpenAlerts(db)).toEqual([]);
});

test('only clusters of an earlier layout are forgotten', async () => {
  await reportCluster(db, report({ clusterId: 5, shards: [4, 5] }));
  await reportCluster(db, report({ clusterId: 6, shards: [6, 7] }));
  await reportCluster(db, report({ clusterId: 7, shards: [40, 41] }));
  await db.pool.query(`UPDATE gateway.cluster SET heartbeat_at = now() - interval '25 hours' WHERE cluster_id >= 5`);
  await watchClusters(db);
  expect(await forgetClusters(db, Date.now())).toEqual([]);
  await db.pool.query(
    `INSERT INTO gateway.shard (shard_count, shard_id, cluster_id, heartbeat_at)
     VALUES (8, 4, 1, now()), (8, 5, 1, now()), (8, 6, 1, now()), (8, 7, 6, now() - interval '25 hours')`,
  );
  expect((await forgetClusters(db, Date.now())).sort()).toEqual([5, 7]);
  expect((await readOpenAlerts(db)).map((alert) => alert.scope)).toEqual(['cluster 6']);
});

test('the state names shards, budget and gaps', async () => {
  await db.pool.query(
    `INSERT INTO gateway.shard (shard_count, shard_id, epoch, sequence, observed_ms, committed_at, heartbeat_at)
     VALUES (9, 0, 7, 1234, 1700000000000, now() - interval '2 seconds', now())`,
  );
  await db.pool.query(
    `INSERT INTO analytics.coverage_gap (shard_count, shard_id, kind, from_ms, reason) VALUES (9, 0, 'all', 1700000000000, 'resume refused')`,
  );
  const state = await getGatewayState(db);
  const shard = state.shards.find((row) => row.shardCount === 9);
  expect(shard).toMatchObject({ epoch: 7, sequence: 1234, observedAt: new Date(1_700_000_000_000) });
  expect(shard?.lagMs).toBeGreaterThanOrEqual(2_000);
  expect(state.identify).toEqual({ used: 0, total: 1000, hardStop: 800 });
  expect(state.gaps[0]).toMatchObject({ shardId: 0, from: new Date(1_700_000_000_000), to: null });
});

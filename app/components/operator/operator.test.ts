import { expect, test } from 'vitest';
import { shardRanges } from './Clusters.tsx';
import { clusterHealth, shardHealth } from './health.ts';
import type { OperatorCluster, OperatorShard } from './props.ts';

test('shard ids as ranges', () => {
  expect(shardRanges([3, 1, 0, 2, 8, 10, 11])).toBe('0–3, 8, 10–11');
  expect(shardRanges([])).toBe('');
});

const cluster = (changes: Partial<OperatorCluster>): OperatorCluster => ({
  clusterId: 0,
  pid: 1,
  host: 'h',
  shards: [],
  state: 'running',
  startedAt: new Date(0),
  silentMs: 1_000,
  restarts: 0,
  guilds: 0,
  events: 0,
  pendingKeys: 0,
  loopLagMs: 0,
  heapBytes: 0,
  flushMs: null,
  lastFlushAt: null,
  ...changes,
});

test.each([
  [cluster({}), 'running', 'good'],
  [cluster({ state: 'starting' }), 'starting', 'caution'],
  [cluster({ silentMs: 31_000 }), 'silent', 'bad'],
  [cluster({ state: 'stopped', silentMs: 9e9 }), 'stopped', 'caution'],
])('a cluster that is %#', (row, state, health) => expect(clusterHealth(row)).toEqual({ state, health }));

const shard = (changes: Partial<OperatorShard>): OperatorShard => ({
  shardCount: 8,
  shardId: 0,
  epoch: 1,
  clusterId: 0,
  leaseAgeMs: 1_000,
  sequence: 1,
  lagMs: 1_000,
  observedAt: new Date(0),
  ...changes,
});

test.each([
  [shard({}), 'counting', 'good'],
  [shard({ leaseAgeMs: null }), 'never', 'caution'],
  [shard({ lagMs: null }), 'starting', 'caution'],
  [shard({ lagMs: 61_000 }), 'behind', 'bad'],
  [shard({ lagMs: 61_000, leaseAgeMs: 61_000 }), 'orphan', 'bad'],
])('a shard that is %#', (row, state, health) => expect(shardHealth(row)).toEqual({ state, health }));

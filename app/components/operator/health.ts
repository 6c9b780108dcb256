import type { OperatorCluster, OperatorShard } from './props.ts';

/** Longer silence than this is worth a look. */
const SILENT_MS = 30_000;
const BEHIND_MS = 60_000;

export type Health = 'good' | 'caution' | 'bad';

/** The state to show for a cluster: its own word, unless it has fallen silent. */
export function clusterHealth(cluster: OperatorCluster): { state: string; health: Health } {
  if (cluster.state === 'stopped') return { state: 'stopped', health: 'caution' };
  if (cluster.silentMs > SILENT_MS) return { state: 'silent', health: 'bad' };
  return { state: cluster.state, health: cluster.state === 'running' ? 'good' : 'caution' };
}

export function shardHealth(shard: OperatorShard): { state: string; health: Health } {
  if (shard.leaseAgeMs === null) return { state: 'never', health: 'caution' };
  if (shard.leaseAgeMs > BEHIND_MS) return { state: 'orphan', health: 'bad' };
  if (shard.lagMs === null) return { state: 'starting', health: 'caution' };
  if (shard.lagMs > BEHIND_MS) return { state: 'behind', health: 'bad' };
  return { state: 'counting', health: 'good' };
}

export interface ClusterPart {
  id: number;
  shards: number[];
}

/**
 * Splits this machine's shards over its clusters, as evenly as consecutive ids allow. A machine that runs all shards
 * numbers its clusters from 0; machines that share them number each cluster by its first shard, so that ids never meet.
 */
export function layoutClusters(bot: { clusters: number; shards: number; shardList: readonly number[] }): ClusterPart[] {
  const size = Math.ceil(bot.shardList.length / bot.clusters);
  const whole = bot.shardList.length === bot.shards;
  const parts: ClusterPart[] = [];
  for (let at = 0; at < bot.shardList.length; at += size) {
    const shards = bot.shardList.slice(at, at + size);
    parts.push({ id: whole ? parts.length : (shards[0] ?? 0), shards });
  }
  return parts;
}

import type pg from 'pg';

/** How far one shard has come, as it becomes durable with a batch. */
export interface ShardOffset {
  shardId: number;
  epoch: string;
  sessionId: string | null;
  resumeGatewayUrl: string | null;
  sequence: number | null;
  observedMs: number | null;
  /** Ids of the messages counted in the last second observed. */
  recentIds: readonly string[];
}

export type Fence = { held: true; committedBatch: number } | { held: false; lost: number[] };

/**
 * Locks the rows of my shards until the end of the transaction and reads whether they are still mine and which of my
 * batches was committed last. The locks keep anybody from taking the shards meanwhile.
 */
export async function lockShards(
  client: pg.ClientBase,
  shardCount: number,
  shards: readonly ShardOffset[],
): Promise<Fence> {
  const { rows } = await client.query<{ shard_id: number; epoch: string; batch: string }>(
    `SELECT shard_id, epoch, batch FROM gateway.shard
      WHERE shard_count = $1 AND shard_id = ANY($2::int[]) ORDER BY shard_id FOR UPDATE`,
    [shardCount, shards.map((shard) => shard.shardId)],
  );
  const found = new Map(rows.map((row) => [row.shard_id, row]));
  const lost = shards.filter((shard) => found.get(shard.shardId)?.epoch !== shard.epoch).map((shard) => shard.shardId);
  if (lost.length > 0) return { held: false, lost };
  return { held: true, committedBatch: Math.min(...rows.map((row) => Number(row.batch))) };
}

/** Writes the offsets of a batch. Only inside the transaction that locked the rows. */
export async function saveOffsets(
  client: pg.ClientBase,
  shardCount: number,
  batch: number,
  shards: readonly ShardOffset[],
): Promise<void> {
  await client.query(
    `UPDATE gateway.shard s
        SET batch = $2, session_id = o.session_id, resume_gateway_url = o.url, sequence = o.sequence,
            observed_ms = o.observed_ms, recent_ids = o.recent_ids::bigint[], committed_at = now(), heartbeat_at = now()
       FROM unnest($3::int[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::text[])
         AS o(shard_id, session_id, url, sequence, observed_ms, recent_ids)
      WHERE s.shard_count = $1 AND s.shard_id = o.shard_id`,
    [
      shardCount,
      batch,
      shards.map((shard) => shard.shardId),
      shards.map((shard) => shard.sessionId),
      shards.map((shard) => shard.resumeGatewayUrl),
      shards.map((shard) => shard.sequence),
      shards.map((shard) => shard.observedMs),
      shards.map((shard) => `{${shard.recentIds.join(',')}}`),
    ],
  );
}

import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import { locked } from './internal/locked.server.ts';

/** Taking is rare, and two processes that change the number of shards must not do so at once. */
const LOCK = 72_707_373;

/** A shard that this process owns until somebody else takes it, and how far counting of it is durable. */
export interface ShardLease {
  shardId: number;
  /** The fence: a commit is refused where the row's epoch is not this one. */
  epoch: string;
  sessionId: string | null;
  resumeGatewayUrl: string | null;
  /** Last sequence of the session whose effects are durable. */
  sequence: number | null;
  /** Up to which instant all that Discord sent is durable; null where the shard was never observed. */
  observedMs: number | null;
  /** Ids of the messages counted in the last second observed. */
  recentIds: readonly string[];
}

/** A shard of another number of shards, whose sessions ended with it. */
export interface RetiredShard {
  shardCount: number;
  shardId: number;
  observedMs: number | null;
  recentIds: readonly string[];
}

export interface TakeShards {
  shardCount: number;
  shardIds: readonly number[];
  /** A UUID of this process. */
  holder: string;
  clusterId: number;
  /** Called inside the transaction where the number of shards changed; the new shards begin at `newestMs`. */
  onResharded(client: pg.ClientBase, retired: readonly RetiredShard[], newestMs: number | null): Promise<void>;
}

/**
 * Makes this process the owner of shards. Waits for a flush of the previous owner that is under way, and fences every
 * later one. Where the number of shards changed, the offsets of the old shards become the new ones' starting point.
 */
export async function takeShards(db: Database, request: TakeShards): Promise<ShardLease[]> {
  return locked(db, LOCK, async (client) => {
    await client.query("SET LOCAL lock_timeout = '30s'");
    await client.query(
      `INSERT INTO gateway.shard (shard_count, shard_id)
       SELECT $1, id FROM generate_series(0, $1 - 1) AS id ON CONFLICT DO NOTHING`,
      [request.shardCount],
    );
    await adoptOtherShardCounts(client, request);
    const { rows } = await client.query<{
      shard_id: number;
      epoch: string;
      session_id: string | null;
      resume_gateway_url: string | null;
      sequence: string | null;
      observed_ms: string | null;
      recent_ids: string[];
    }>(
      `WITH mine AS (
         SELECT shard_count, shard_id FROM gateway.shard
          WHERE shard_count = $1 AND shard_id = ANY($2::int[]) ORDER BY shard_id FOR UPDATE)
       UPDATE gateway.shard s
          SET epoch = s.epoch + 1, batch = 0, holder = $3, cluster_id = $4, heartbeat_at = now()
         FROM mine WHERE s.shard_count = mine.shard_count AND s.shard_id = mine.shard_id
       RETURNING s.shard_id, s.epoch, s.session_id, s.resume_gateway_url, s.sequence, s.observed_ms, s.recent_ids`,
      [request.shardCount, request.shardIds, request.holder, request.clusterId],
    );
    return rows
      .map((row) => ({
        shardId: row.shard_id,
        epoch: row.epoch,
        sessionId: row.session_id,
        resumeGatewayUrl: row.resume_gateway_url,
        sequence: row.sequence === null ? null : Number(row.sequence),
        observedMs: row.observed_ms === null ? null : Number(row.observed_ms),
        recentIds: row.recent_ids,
      }))
      .sort((a, b) => a.shardId - b.shardId);
  });
}

/**
 * Sessions belong to a number of shards, so a new number begins without any. Its shards are observed up to the newest
 * instant any old one reached. The old rows go, which also fences whoever still holds them.
 */
async function adoptOtherShardCounts(client: pg.PoolClient, request: TakeShards): Promise<void> {
  const { rows } = await client.query<{
    shard_count: number;
    shard_id: number;
    observed_ms: string | null;
    recent_ids: string[];
  }>(
    `SELECT shard_count, shard_id, observed_ms, recent_ids FROM gateway.shard
      WHERE shard_count <> $1 ORDER BY 1, 2 FOR UPDATE`,
    [request.shardCount],
  );
  if (rows.length === 0) return;
  const retired = rows.map((row) => ({
    shardCount: row.shard_count,
    shardId: row.shard_id,
    observedMs: row.observed_ms === null ? null : Number(row.observed_ms),
    recentIds: row.recent_ids,
  }));
  const newestMs = retired.reduce<number | null>(
    (newest, shard) => (shard.observedMs === null ? newest : Math.max(newest ?? 0, shard.observedMs)),
    null,
  );
  await request.onResharded(client, retired, newestMs);
  await client.query(
    'UPDATE gateway.shard SET observed_ms = $2, recent_ids = $3 WHERE shard_count = $1 AND observed_ms IS NULL',
    [request.shardCount, newestMs, retired.flatMap((shard) => shard.recentIds)],
  );
  await client.query('DELETE FROM gateway.shard WHERE shard_count <> $1', [request.shardCount]);
}

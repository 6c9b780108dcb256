import type { Database } from '#core/platform/db.server.ts';
import { type Alert, readOpenAlerts } from './alerts.server.ts';
import { countIdentifies } from './identify-budget.server.ts';
import { identifyAllowance, identifyHardStop } from './rules.ts';

export interface ClusterRow {
  clusterId: number;
  pid: number;
  host: string;
  shards: number[];
  state: string;
  startedAt: Date;
  /** Milliseconds since its last heartbeat row, by Postgres's clock. */
  silentMs: number;
  restarts: number;
  guilds: number;
  events: number;
  pendingKeys: number;
  loopLagMs: number;
  heapBytes: number;
  flushMs: number | null;
  lastFlushAt: Date | null;
}

export interface ShardRow {
  shardCount: number;
  shardId: number;
  /** The fence: counts once more with each new owner. */
  epoch: number;
  clusterId: number | null;
  /** Milliseconds since the owner renewed its lease; null where nobody ever owned it. */
  leaseAgeMs: number | null;
  sequence: number | null;
  /** Milliseconds between now and the newest durable commit of this shard; null before the first. */
  lagMs: number | null;
  /** Up to which instant its events are durable; null before the first commit. */
  observedAt: Date | null;
}

export interface GapRow {
  id: string;
  shardId: number;
  guildId: string | null;
  kind: string;
  from: Date;
  /** Null while it is open. */
  to: Date | null;
  reason: string;
}

export interface GatewayState {
  at: Date;
  clusters: ClusterRow[];
  shards: ShardRow[];
  identify: { used: number; total: number; hardStop: number };
  alerts: Alert[];
  gaps: GapRow[];
}

/** All that the operator page shows about the bot, from what its processes wrote: true also while they are down. */
export async function getGatewayState(db: Database): Promise<GatewayState> {
  const { pool } = db.for('operate');
  const [clusters, shards, used, guilds, alerts, gaps] = await Promise.all([
    pool.query<ClusterRow>(
      `SELECT cluster_id AS "clusterId", pid, host, shards, state, started_at AS "startedAt",
              (extract(epoch FROM now() - heartbeat_at) * 1000)::float8 AS "silentMs", restarts, guilds,
              events::float8 AS events, pending_keys AS "pendingKeys", loop_lag_ms AS "loopLagMs",
              heap_bytes::float8 AS "heapBytes", flush_ms AS "flushMs", last_flush_at AS "lastFlushAt"
         FROM gateway.cluster ORDER BY cluster_id`,
    ),
    pool.query<ShardRow>(
      `SELECT shard_count AS "shardCount", shard_id AS "shardId", epoch::float8 AS epoch, cluster_id AS "clusterId",
              (extract(epoch FROM now() - heartbeat_at) * 1000)::float8 AS "leaseAgeMs", sequence::float8 AS sequence,
              (extract(epoch FROM now() - committed_at) * 1000)::float8 AS "lagMs",
              to_timestamp(observed_ms / 1000.0) AS "observedAt"
         FROM gateway.shard ORDER BY shard_count, shard_id`,
    ),
    countIdentifies(db),
    pool.query<{ installed: number }>('SELECT count(*)::int AS installed FROM guild WHERE removed_at IS NULL'),
    readOpenAlerts(db),
    pool.query<GapRow>(
      `SELECT id, shard_id AS "shardId", guild_id AS "guildId", kind, to_timestamp(from_ms / 1000.0) AS "from",
              to_timestamp(to_ms / 1000.0) AS "to", reason
         FROM analytics.coverage_gap ORDER BY (to_ms IS NULL) DESC, id DESC LIMIT 50`,
    ),
  ]);
  const total = identifyAllowance(guilds.rows[0]?.installed ?? 0);
  return {
    at: new Date(),
    clusters: clusters.rows,
    shards: shards.rows,
    identify: { used, total, hardStop: identifyHardStop(total) },
    alerts,
    gaps: gaps.rows,
  };
}

import type { Database } from '#core/platform/db.server.ts';

export type ClusterState = 'starting' | 'running' | 'draining' | 'stopped';

export interface ClusterReport {
  clusterId: number;
  /** A UUID of this process, the same as in its shard leases. */
  holder: string;
  pid: number;
  host: string;
  shards: readonly number[];
  state: ClusterState;
  startedAt: Date;
  guilds: number;
  /** Gateway events counted since the process started. */
  events: number;
  pendingKeys: number;
  loopLagMs: number;
  heapBytes: number;
  flushMs: number | null;
  lastFlushAt: Date | null;
  /** What Discord is asked to tell, as bits. Source: Discord gateway reference, "List of Intents". */
  intents: number;
}

/**
 * A cluster's heartbeat for the operator page: one row a cluster id, of its newest process. The report of an older
 * process is dropped, and a newer process adds one to `restarts`.
 */
export async function reportCluster(db: Database, report: ClusterReport): Promise<void> {
  await db.for('operate').pool.query(
    `INSERT INTO gateway.cluster AS old (cluster_id, holder, pid, host, shards, state, started_at, heartbeat_at, guilds,
                                         events, pending_keys, loop_lag_ms, heap_bytes, flush_ms, last_flush_at, intents)
     VALUES ($1, $2, $3, $4, $5, $6, $7, now(), $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (cluster_id) DO UPDATE SET
       holder = excluded.holder, pid = excluded.pid, host = excluded.host, shards = excluded.shards,
       state = excluded.state, started_at = excluded.started_at, heartbeat_at = excluded.heartbeat_at,
       restarts = old.restarts + (old.holder <> excluded.holder)::int,
       guilds = excluded.guilds, events = excluded.events, pending_keys = excluded.pending_keys,
       loop_lag_ms = excluded.loop_lag_ms, heap_bytes = excluded.heap_bytes, flush_ms = excluded.flush_ms,
       last_flush_at = excluded.last_flush_at, intents = excluded.intents
     WHERE old.holder = excluded.holder OR old.started_at <= excluded.started_at`,
    [
      report.clusterId,
      report.holder,
      report.pid,
      report.host,
      report.shards,
      report.state,
      report.startedAt,
      report.guilds,
      report.events,
      report.pendingKeys,
      report.loopLagMs,
      report.heapBytes,
      report.flushMs,
      report.lastFlushAt,
      report.intents,
    ],
  );
}

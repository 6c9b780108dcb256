import type { Database } from '#core/platform/db.server.ts';
import { closeAlert, openAlert } from './alerts.server.ts';
import { CLUSTER_SILENT_MS } from './rules.ts';

/**
 * Opens an alert for each cluster that has been silent too long and closes it when the cluster is back.
 * A cluster that was stopped on purpose is not expected to report.
 * @returns ids of the clusters that are silent now.
 */
export async function watchClusters(db: Database, silentMs = CLUSTER_SILENT_MS): Promise<number[]> {
  const { rows } = await db
    .for('operate')
    .pool.query<{ cluster_id: number; silent_ms: number; state: string; pid: number }>(
      `SELECT cluster_id, (extract(epoch FROM now() - heartbeat_at) * 1000)::float8 AS silent_ms, state, pid
       FROM gateway.cluster ORDER BY cluster_id`,
    );
  const silent: number[] = [];
  for (const row of rows) {
    const alert = { kind: 'cluster-silent', scope: `cluster ${row.cluster_id}` } as const;
    if (row.state === 'stopped' || row.silent_ms <= silentMs) {
      await closeAlert(db, alert);
      continue;
    }
    silent.push(row.cluster_id);
    const seconds = Math.round(row.silent_ms / 1000);
    await openAlert(db, { ...alert, detail: `no heartbeat of process ${row.pid} for ${seconds} s` });
  }
  return silent;
}

/**
 * Forgets clusters of an earlier layout a day after they fell silent: stopped on purpose, or all their shards are owned
 * by other clusters now or no longer exist. A cluster that is merely dead is never forgotten. Their alerts close.
 * @returns ids of the clusters forgotten.
 */
export async function forgetClusters(db: Database, nowMs: number): Promise<number[]> {
  const { rows } = await db.for('operate').pool.query<{ cluster_id: number }>(
    `WITH at AS (SELECT to_timestamp($1::float8 / 1000) AS now),
          live AS (SELECT * FROM gateway.shard WHERE heartbeat_at > (SELECT now FROM at) - interval '1 minute')
     DELETE FROM gateway.cluster c
      WHERE heartbeat_at <= (SELECT now FROM at) - interval '24 hours'
        AND (state = 'stopped' OR NOT EXISTS (
          SELECT 1 FROM unnest(c.shards) AS mine(id)
           WHERE mine.id < coalesce((SELECT max(shard_count) FROM live), 2147483647)
             AND NOT EXISTS (SELECT 1 FROM live WHERE shard_id = mine.id AND cluster_id <> c.cluster_id)))
      RETURNING cluster_id`,
    [nowMs],
  );
  const scopes = rows.map((row) => `cluster ${row.cluster_id}`);
  await db
    .for('operate')
    .pool.query('UPDATE gateway.alert SET closed_at = now() WHERE closed_at IS NULL AND scope = ANY($1)', [scopes]);
  return rows.map((row) => row.cluster_id);
}

/**
 * Forgets shards of a layout that another took the place of, 30 days after they were last heard of. Those of the newest
 * layout stay however long the bot is away: they say from where on nothing was seen.
 * @returns how many.
 */
export async function forgetShards(db: Database, nowMs: number): Promise<number> {
  const { rowCount } = await db.for('operate').pool.query(
    `DELETE FROM gateway.shard old WHERE heartbeat_at <= to_timestamp($1::float8 / 1000) - interval '30 days'
        AND EXISTS (SELECT 1 FROM gateway.shard newer
                     WHERE newer.shard_count <> old.shard_count AND newer.heartbeat_at > old.heartbeat_at)`,
    [nowMs],
  );
  return rowCount ?? 0;
}

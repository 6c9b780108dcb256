import type { Database } from './db.server.ts';

const KEPT_MS = 30 * 86_400_000;

/** Deletes jobs that failed as often as they may and were last tried 30 days ago. @returns how many */
export async function pruneQueue(db: Database, nowMs: number): Promise<number> {
  const { pool } = db.for('operate');
  const { rows } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS there`,
  );
  if (rows[0]?.there !== true) return 0;
  const { rowCount } = await pool.query(
    `DELETE FROM graphile_worker._private_jobs
      WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at <= to_timestamp($1::float8 / 1000)`,
    [nowMs - KEPT_MS],
  );
  return rowCount ?? 0;
}

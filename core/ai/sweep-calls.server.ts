import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

const KEPT_DAYS = 100;
const DAY_MS = 86_400_000;
const PIECE_ROWS = 5_000;

/**
 * Deletes calls and refusals of a hundred days ago. What the calls cost goes on counting as known of their key, which is the
 * newest that was in use by then.
 * @returns how many
 */
export async function sweepCalls({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  const { pool } = db.for('use-model');
  const beforeMs = clock.now() - KEPT_DAYS * DAY_MS;
  const refusals = await pool.query('DELETE FROM ai_refusal WHERE day <= $1', [Math.floor(beforeMs / DAY_MS)]);
  let all = refusals.rowCount ?? 0;
  for (let rows = PIECE_ROWS; rows === PIECE_ROWS; all += rows) {
    const gone = await pool.query<{ rows: number }>(
      `WITH gone AS (
         DELETE FROM ai_call WHERE id = ANY(ARRAY(SELECT id FROM ai_call WHERE at <= $1 ORDER BY at LIMIT ${PIECE_ROWS}))
         RETURNING at, cost_nanos),
       paid AS (
         SELECT (SELECT key_hash FROM ai_key WHERE since <= gone.at ORDER BY since DESC LIMIT 1) AS key_hash,
                sum(cost_nanos) AS nanos FROM gone GROUP BY 1),
       kept AS (
         UPDATE ai_key SET base_nanos = base_nanos + paid.nanos FROM paid
          WHERE ai_key.key_hash = paid.key_hash AND paid.nanos IS NOT NULL RETURNING 1)
       SELECT count(*)::int AS rows FROM gone`,
      [new Date(beforeMs)],
    );
    rows = gone.rows[0]?.rows ?? 0;
  }
  return all;
}

import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { forgetCalls } from './internal/forget-calls.server.ts';

const KEPT_DAYS = 100;
const SAMPLE_DAYS = 30;
const DAY_MS = 86_400_000;

/** Deletes calls and refusals of a hundred days ago, and answers that staff looked at of thirty. @returns how many */
export async function sweepCalls({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  const { pool } = db.for('use-model');
  const beforeMs = clock.now() - KEPT_DAYS * DAY_MS;
  const refusals = await pool.query('DELETE FROM ai_refusal WHERE day <= $1', [Math.floor(beforeMs / DAY_MS)]);
  const samples = await pool.query('DELETE FROM ai_sample WHERE at <= $1', [
    new Date(clock.now() - SAMPLE_DAYS * DAY_MS),
  ]);
  let all = (refusals.rowCount ?? 0) + (samples.rowCount ?? 0);
  for (let more = true; more; ) {
    const gone = await forgetCalls(pool, 'at <= $1', [new Date(beforeMs)]);
    all += gone.rows;
    more = gone.more;
  }
  return all;
}

import type { Database } from '#core/platform/db.server.ts';

/** After so long everybody is old enough to be asked for their age anew: from 13 on, no country's limit is above 16. */
const KEPT_MS = 3 * 365.25 * 86_400_000;

/** Forgets that staff decided that somebody was under age. @returns how many */
export async function sweepAgeGates(db: Database, nowMs: number): Promise<number> {
  const { pool } = db.for('answer-request');
  const { rowCount } = await pool.query('DELETE FROM under_age_gate WHERE since <= $1', [new Date(nowMs - KEPT_MS)]);
  return rowCount ?? 0;
}

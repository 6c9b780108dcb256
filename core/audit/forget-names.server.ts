import type { Database } from '#core/platform/db.server.ts';

const KEPT_MS = 3 * 365.25 * 86_400_000;
/** Rows a statement changes at most, so that none holds its locks for long. */
const CHUNK_ROWS = 10_000;

/**
 * Takes out of events that are three years old whom they name and the words about it, with the salts without which nobody can
 * guess them. That something was done, when, and by which kind of actor stays in the chain, which holds. @returns how many events
 */
export async function forgetNames(db: Database, nowMs: number): Promise<number> {
  const { pool } = db.for('accountability');
  let events = 0;
  for (;;) {
    const { rowCount } = await pool.query(
      `UPDATE audit_event SET actor_id = NULL, actor_salt = NULL, subject_id = NULL, subject_salt = NULL,
              reason = NULL, detail = NULL, before = NULL, after = NULL, words_salt = NULL
        WHERE id IN (SELECT id FROM audit_event
                      WHERE at <= to_timestamp($1::float8 / 1000)
                        AND num_nonnulls(actor_id, subject_id, reason, detail, before, after) > 0
                      ORDER BY at LIMIT ${CHUNK_ROWS})`,
      [nowMs - KEPT_MS],
    );
    events += rowCount ?? 0;
    if ((rowCount ?? 0) < CHUNK_ROWS) return events;
  }
}

import type { Database } from '#core/platform/db.server.ts';

/**
 * Whether staff decided that somebody is under age.
 * @param db opened with the secrets by which it is known who was erased
 */
export async function standsBehindGate(db: Database, { personId }: { personId: string }): Promise<boolean> {
  const { pool } = db.for('answer-request');
  const { rows } = await pool.query<{ behind: boolean }>('SELECT behind_age_gate($1) AS behind', [personId]);
  return rows[0]?.behind ?? false;
}

import type { Database } from '#core/platform/db.server.ts';

const KEPT_MS = 30 * 86_400_000;

/** Forgets which channels and roles were asked for thirty days ago. @returns how many lines */
export async function pruneStructureReads(db: Database, nowMs: number): Promise<number> {
  const { pool } = db.for('serve-guild');
  const { rowCount } = await pool.query('DELETE FROM structure_read WHERE last_at <= $1', [new Date(nowMs - KEPT_MS)]);
  return rowCount ?? 0;
}

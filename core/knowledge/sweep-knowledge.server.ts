import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { KEPT_DAYS } from './schema.ts';

const DAY_MS = 86_400_000;

/** Ends nodes that were deleted, and versions that were written, 30 days ago. @returns how many rows */
export async function sweepKnowledge({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  const before = [new Date(clock.now() - KEPT_DAYS * DAY_MS)];
  const { pool } = db.for('serve-guild');
  const nodes = await pool.query('DELETE FROM knowledge_node WHERE deleted_at <= $1', before);
  const versions = await pool.query('DELETE FROM knowledge_version WHERE at <= $1', before);
  return (nodes.rowCount ?? 0) + (versions.rowCount ?? 0);
}

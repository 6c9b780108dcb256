import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { GAP_DAYS, KEPT_DAYS } from './schema.ts';

const DAY_MS = 86_400_000;

/**
 * Ends nodes that were deleted, and versions that were written, 30 days ago, and what was last asked in vain 90 days ago.
 * @returns how many rows
 */
export async function sweepKnowledge({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  const ago = (days: number) => [new Date(clock.now() - days * DAY_MS)];
  const { pool } = db.for('serve-guild');
  const nodes = await pool.query('DELETE FROM knowledge_node WHERE deleted_at <= $1', ago(KEPT_DAYS));
  const versions = await pool.query('DELETE FROM knowledge_version WHERE at <= $1', ago(KEPT_DAYS));
  const gaps = await pool.query('DELETE FROM knowledge_gap WHERE asked_at <= $1', ago(GAP_DAYS));
  return (nodes.rowCount ?? 0) + (versions.rowCount ?? 0) + (gaps.rowCount ?? 0);
}

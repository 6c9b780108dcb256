import type { Database } from '#core/platform/db.server.ts';
import type { StaffCase } from './schema.ts';

const MOST_ROWS = 100;

/** Cases for staff: open ones first, and of them the one that is due first. */
export async function listCases(db: Database): Promise<StaffCase[]> {
  const { pool } = db.for('answer-request');
  const { rows } = await pool.query<StaffCase>(
    `SELECT id, channel, topic, words, account_id AS "accountId", received_at AS "receivedAt", due_at AS "dueAt",
            answered_at AS "answeredAt", answer
       FROM contact_case ORDER BY answered_at DESC NULLS FIRST, due_at LIMIT $1`,
    [MOST_ROWS],
  );
  return rows;
}

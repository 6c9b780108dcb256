import type { Database } from '#core/platform/db.server.ts';
import type { UnderAgeReport } from './schema.ts';

const MOST_ROWS = 100;

/** Reports for staff: open ones first, and of them the oldest. One goes with everything else about whom it was about. */
export async function listReports(db: Database): Promise<UnderAgeReport[]> {
  const { pool } = db.for('answer-request');
  const { rows } = await pool.query<UnderAgeReport>(
    `SELECT r.id, r.person_id AS "personId", c.words, r.received_at AS "receivedAt", c.due_at AS "dueAt", r.decision,
            r.decided_at AS "decidedAt"
       FROM under_age_report r LEFT JOIN contact_case c ON c.id = r.case_id
      ORDER BY r.decided_at DESC NULLS FIRST, r.received_at LIMIT $1`,
    [MOST_ROWS],
  );
  return rows;
}

import type { Rows } from '#core/platform/db.server.ts';
import { type AccessAnomaly, DENIALS_MS, MOST_DENIALS, MOST_OPENINGS, OPENINGS_MS } from './rules/staff.ts';

export interface FoundAnomaly {
  kind: AccessAnomaly;
  /** How many of staff, or accounts, are above the limit. */
  accounts: number;
  /** The largest count of one of them. */
  most: number;
}

/** What is unusual in who opens data and who is refused, at an instant; empty where nothing is. Names nobody. */
export async function findAnomalies(client: Pick<Rows['pool'], 'query'>, nowMs: number): Promise<FoundAnomaly[]> {
  const { rows } = await client.query<FoundAnomaly>(
    `SELECT kind, count(*)::int AS accounts, max(times)::int AS most FROM (
       SELECT 'access-openings' AS kind, count(*) AS times FROM staff_access
        WHERE opened_at > $1 AND opened_at <= $3 GROUP BY staff_id HAVING count(*) > $4
       UNION ALL
       SELECT 'access-denials', sum(denials) FROM access_denial
        WHERE minute > $2 AND minute <= $3 GROUP BY account_id HAVING sum(denials) > $5
     ) AS above GROUP BY kind ORDER BY kind`,
    [new Date(nowMs - OPENINGS_MS), new Date(nowMs - DENIALS_MS), new Date(nowMs), MOST_OPENINGS, MOST_DENIALS],
  );
  return rows;
}

import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { hashOf } from './read-policy.server.ts';
import { noticeSubject } from './rules.ts';
import type { PolicyVersion } from './schema.ts';
import { versions } from './versions.ts';

/**
 * Posts every version of the program that was not posted here yet: from then on it is known by its hash. Of one that does
 * not hold yet, everybody with an account is to be told before it does. May run as often as one likes.
 * @returns how many were posted, and how many people are to be told who were not before
 */
export async function postVersions(
  { db, clock }: { db: Pick<Database, 'pool'>; clock: Clock },
  all: readonly PolicyVersion[] = versions,
): Promise<{ posted: number; planned: number }> {
  const now = new Date(clock.now());
  let posted = 0;
  let planned = 0;
  for (const version of all) {
    const { policy, number, date, effective } = version;
    const posting = await db.pool.query(
      `INSERT INTO policy_posting (policy, number, hash, dated, effective, posted_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [policy, number, hashOf(version), date, effective, now],
    );
    posted += posting.rowCount ?? 0;
    if (Date.parse(effective) <= now.getTime()) continue;
    const planning = await db.pool.query(
      `INSERT INTO notice_delivery (account_id, subject, channel, planned_at, due_at)
       SELECT id, $1, 'dashboard', $2, $3 FROM account ON CONFLICT DO NOTHING`,
      [noticeSubject(policy, number), now, new Date(effective)],
    );
    planned += planning.rowCount ?? 0;
  }
  return { posted, planned };
}

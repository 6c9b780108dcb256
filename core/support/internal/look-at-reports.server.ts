import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type Evidence, keptUnless } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';

/** The rights engine gives itself five minutes; the worker looks every minute. */
const PURGE_MS = 10 * 60_000;
const NOBODY = '1';

/**
 * Whether those whom staff decided to be under age are frozen, and gone in time: a report goes with whom it is about; and
 * whether the gate holds: it is tried, and taken back. Degraded where a report waits for its decision past its time.
 */
export async function lookAtReports({ db, clock }: { db: Database; clock: Clock }): Promise<Evidence> {
  const nowMs = clock.now();
  const { rows } = await db.for('sign-in', 'respect-objection', 'answer-request').pool.query<Seen>(
    `SELECT count(r.id) FILTER (WHERE r.decision IS NULL)::int AS open,
            count(r.id) FILTER (WHERE r.decision IS NULL AND c.due_at < $1)::int AS overdue,
            count(*) FILTER (WHERE r.decision = 'under-age' AND r.decided_at < $2)::int AS late,
            count(*) FILTER (WHERE r.decision = 'under-age' AND r.request_id IS NOT NULL AND (
              EXISTS (SELECT FROM account a WHERE a.id = r.person_id AND a.suspended_at IS NULL) OR
              NOT EXISTS (SELECT FROM analytics.objection o WHERE o.user_id = r.person_id AND o.guild_id = 0 AND o.kind = 'objection')))::int AS thawed,
            q.purged, q.seconds
       FROM (SELECT count(*)::int AS purged,
                    (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - asked_at)))::float8 AS seconds
               FROM rights_request WHERE surface = 'staff' AND asked_right = 'erase' AND state = 'done') AS q
       LEFT JOIN under_age_report r ON r.person_id IS NOT NULL
       LEFT JOIN contact_case c ON c.id = r.case_id GROUP BY q.purged, q.seconds`,
    [new Date(nowMs), new Date(nowMs - PURGE_MS)],
  );
  const { open = 0, overdue = 0, purged = 0, late = 0, thawed = 0, seconds = null } = rows[0] ?? {};
  const found = [
    ...(late > 0 ? ['purge late'] : []),
    ...(thawed > 0 ? ['not frozen'] : []),
    ...((await gateHolds(db, clock)) ? [] : ['gate open']),
  ];
  const took = seconds === null ? {} : { purgeMinutes: Math.round(seconds / 6) / 10 };
  const seen = keptUnless(found, { open, overdue, purged, ...took });
  return seen.state === 'kept' && overdue > 0 ? { ...seen, state: 'degraded' } : seen;
}

interface Seen {
  open: number;
  overdue: number;
  purged: number;
  late: number;
  thawed: number;
  /** Of half of them; null where nobody was purged. */
  seconds: number | null;
}

/** Puts somebody who does not exist behind the gate and tries to make an account for them. */
async function gateHolds(db: Database, clock: Clock): Promise<boolean> {
  return tryOut(db.for('sign-in', 'respect-objection', 'answer-request'), async (client) => {
    await client.query('INSERT INTO under_age_gate (hash, since) VALUES (sha256((erasure_hashes($1, 0))[1]), $2)', [
      NOBODY,
      new Date(clock.now()),
    ]);
    await client.query(`INSERT INTO account (id, username) VALUES ($1, 'nobody')`, [NOBODY]);
    return false;
  }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === '23514') return true;
    throw error;
  });
}

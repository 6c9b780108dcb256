import type { Database } from '#core/platform/db.server.ts';
import type { Probe } from '#core/platform/evidence.ts';
import { DISCORD_AGE } from './rules/age-limits.ts';
import { NOTICE_VERSION } from './schema.ts';

/** Before it there was no notice, and accounts that are older meet it when they come back. */
const NOTICE_MIGRATION = '20261122131000_welcome';

/** How long a withdrawal may take to reach every process. */
const REACH_SECONDS = 60;

/** What the database itself does for the ledger. */
const TRIGGERS = ['consent_event_goes_whole', 'consent_event_stays', 'consent_event_tell'];

/** Probes of what is promised about notice, age and consent. */
export function consentProbes(db: Database): Probe[] {
  return [
    {
      promise: 'P13',
      async look() {
        const { rows } = await db
          .for('show-notice', 'accountability', 'show-consent')
          .pool.query<{ receipts: number; untold: number }>(
            `SELECT (SELECT count(*) FROM notice_receipt)::float8 AS receipts, count(*)::float8 AS untold FROM account a
            WHERE created_at > (SELECT finished_at FROM _prisma_migrations WHERE migration_name = $1)
              AND NOT EXISTS (SELECT FROM notice_receipt r WHERE r.user_id = a.id)`,
            [NOTICE_MIGRATION],
          );
        const { receipts = 0, untold = 0 } = rows[0] ?? {};
        return { state: untold > 0 ? 'broken' : 'kept', facts: { noticeVersion: NOTICE_VERSION, receipts, untold } };
      },
    },
    {
      promise: 'P49',
      async look() {
        const { rows } = await db
          .for('show-notice', 'accountability', 'show-consent')
          .pool.query<{ refusals: number; tooYoung: number }>(
            `SELECT (SELECT coalesce(sum(refusals), 0) FROM age_refusal)::float8 AS refusals, count(*)::float8 AS "tooYoung"
             FROM account a
            WHERE EXISTS (SELECT FROM notice_receipt r WHERE r.user_id = a.id AND r.at_least < $1)
               OR (suspended_at IS NULL
                   AND (SELECT action FROM audit_event e
                         WHERE e.subject_id = a.id AND action IN ('account.frozen_under_age', 'account.restored')
                         ORDER BY e.id DESC LIMIT 1) = 'account.frozen_under_age')`,
            [DISCORD_AGE],
          );
        const { refusals = 0, tooYoung = 0 } = rows[0] ?? {};
        return { state: tooYoung > 0 ? 'broken' : 'kept', facts: { refusals, tooYoung } };
      },
    },
    {
      promise: 'P47',
      async look() {
        const missing = await missingTriggers(db);
        const { rows } = await db
          .for('show-notice', 'accountability', 'show-consent')
          .pool.query<{ process: string; late: boolean; silent: boolean }>(
            `SELECT process, read_at < now() - make_interval(secs => $1::float8) AS silent,
                  EXISTS (SELECT FROM consent_event WHERE at > read_at AND at < now() - make_interval(secs => $1::float8)) AS late
             FROM consent_reach ORDER BY process`,
            [REACH_SECONDS],
          );
        const late = rows.filter((one) => one.late).map((one) => one.process);
        const facts = { ...(await countAnswers(db)), processes: rows.length };
        const found = [...missing, ...late];
        if (found.length > 0 || rows.length === 0) return { state: 'broken', facts: { ...facts, found } };
        const silent = rows.filter((one) => one.silent).map((one) => one.process);
        return { state: silent.length > 0 ? 'degraded' : 'kept', facts: { ...facts, silent } };
      },
    },
  ];
}

async function missingTriggers(db: Database): Promise<string[]> {
  const { rows } = await db
    .for('show-notice', 'accountability', 'show-consent')
    .pool.query<{ name: string }>(
      `SELECT tgname AS name FROM pg_trigger WHERE tgrelid = 'consent_event'::regclass AND tgenabled = 'O'`,
    );
  return TRIGGERS.filter((name) => !rows.some((row) => row.name === name));
}

async function countAnswers(db: Database): Promise<Record<'given' | 'refused' | 'withdrawn', number>> {
  const { rows } = await db
    .for('show-notice', 'accountability', 'show-consent')
    .pool.query<Record<'given' | 'refused' | 'withdrawn', number>>(
      `SELECT count(*) FILTER (WHERE outcome = 'given')::float8 AS given,
            count(*) FILTER (WHERE outcome = 'refused')::float8 AS refused,
            count(*) FILTER (WHERE outcome = 'withdrawn')::float8 AS withdrawn FROM consent_event`,
    );
  return rows[0] ?? { given: 0, refused: 0, withdrawn: 0 };
}

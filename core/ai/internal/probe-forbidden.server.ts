import type { PoolClient } from 'pg';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { checkRegister } from '../rules/check-register.ts';
import type { Refusal, Register } from '../schema.ts';
import { reserveWithin, type WantedCall } from './reserve-call.server.ts';
import { tried, triedSettings, wanted } from './tried.ts';

const DAY_MS = 86_400_000;

interface Deps {
  db: Database;
  clock: Clock;
  register: Register;
  /** What stands before every request. */
  reserve?: typeof reserveWithin;
}

interface Attempt {
  reason: Refusal;
  /** SQL over the person $1, or the guild, that forbids it. */
  sql?: string;
  change?: Partial<WantedCall>;
}

/** Probes of what forbids a call: each is tried on a call that would be allowed without it, and taken back. */
export function forbiddenProbes({ db, clock, register, reserve = reserveWithin }: Deps): Probe[] {
  const attempt = (tries: readonly Attempt[]) => tryCalls(db, clock, reserve, tries);
  const refused = async (reason: Refusal) => {
    const { rows } = await db
      .for('use-model')
      .pool.query<{ count: number }>(
        'SELECT coalesce(sum(refusals), 0)::float8 AS count FROM ai_refusal WHERE reason = $1 AND day > $2',
        [reason, Math.floor(clock.now() / DAY_MS) - 30],
      );
    return { aiRefused: rows[0]?.count ?? 0 };
  };
  const bySwitch = async () => {
    const found = await attempt([
      { reason: 'switched-off', sql: `INSERT INTO ai_switch VALUES ('feature', 'tried', now(), 'a probe')` },
      { reason: 'no-agreement', sql: `INSERT INTO ai_switch VALUES ('vendor', 'tried', now(), 'a probe')` },
    ]);
    const { rows } = await db.for('use-model', 'accountability').pool.query<{ off: number; acts: number }>(
      `SELECT (SELECT count(*)::float8 FROM ai_switch) AS off,
              (SELECT count(*)::float8 FROM audit_event
                WHERE action IN ('ai.switched_off', 'ai.switched_on') AND at > $1) AS acts`,
      [new Date(clock.now() - 30 * DAY_MS)],
    );
    return keptUnless(found, { aiSwitchedOff: rows[0]?.off ?? 0, aiSwitches: rows[0]?.acts ?? 0 });
  };
  return [
    {
      promise: 'A63',
      async look() {
        const sql = 'INSERT INTO under_age_gate (hash, since) VALUES (sha256((erasure_hashes($1, 0))[1]), now())';
        return keptUnless(await attempt([{ reason: 'under-age', sql }]), await refused('under-age'));
      },
    },
    { promise: 'A21', look: bySwitch },
    { promise: 'A52', look: bySwitch },
    {
      promise: 'A69',
      async look() {
        const found = await attempt([
          { reason: 'opted-out', sql: `INSERT INTO ai_opt_out VALUES ($1, '', now())` },
          { reason: 'guild-opted-out', sql: `INSERT INTO ai_guild_opt_out VALUES ($1, 'tried', now())` },
        ]);
        const without = Object.entries(register).filter(([, { optOut }]) => optOut.length === 0);
        return keptUnless([...found, ...without.map(([name]) => `${name} without a way out`)], {
          aiOptOuts: Object.entries(register).map(([name, { optOut }]) => `${name}: ${optOut.join(', ')}`),
          ...(await refused('opted-out')),
        });
      },
    },
    {
      promise: 'A39',
      async look() {
        const sql = `INSERT INTO ai_guild_opt_out VALUES ($1, 'tried', now())`;
        const found = await attempt([{ reason: 'guild-opted-out', sql }]);
        const isOffered = register.insights === undefined || register.insights.optOut.includes('guild');
        const { rows } = await db
          .for('use-model')
          .pool.query<{ out: number }>(
            `SELECT count(DISTINCT guild_id)::float8 AS out FROM ai_guild_opt_out WHERE feature IN ('', 'insights')`,
          );
        return keptUnless([...found, ...(isOffered ? [] : ['insights without a way out'])], {
          insightsOff: rows[0]?.out ?? 0,
          ...(await refused('guild-opted-out')),
        });
      },
    },
    {
      promise: 'A70',
      async look() {
        const { assessment } = tried;
        const found = await attempt([
          { reason: 'unassessed', change: { feature: { ...tried, promptVersion: 2 } } },
          {
            reason: 'unassessed',
            change: { feature: { ...tried, assessment: { ...assessment, until: '2000-01-02' } } },
          },
        ]);
        return keptUnless([...found, ...checkRegister(register)], {
          aiAssessed: Object.entries(register).map(
            ([name, feature]) => `${name}: ${feature.assessment.on} – ${feature.assessment.until}`,
          ),
          ...(await refused('unassessed')),
        });
      },
    },
  ];
}

/** @returns what was not refused as it should be, and whether a call that nothing forbids was */
async function tryCalls(
  db: Database,
  clock: Clock,
  reserve: typeof reserveWithin,
  tries: readonly Attempt[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { reason, sql, change } of tries)
    await tryOut(db.for('use-model'), async (client) => {
      // What staff switched off in truth is not what is tried.
      await client.query('DELETE FROM ai_switch');
      const ask = async (more: Partial<WantedCall> = {}) =>
        (await reserve(client, triedSettings, { ...wanted, ...more }, clock.now())).refused;
      if ((await ask()) !== null) found.push('a call that nothing forbids');
      if (sql !== undefined) await forbid(client, sql);
      if ((await ask(change)) !== reason) found.push(reason);
    });
  return found;
}

async function forbid(client: PoolClient, sql: string): Promise<void> {
  await client.query(sql, sql.includes('$1') ? [wanted.personId] : []);
}

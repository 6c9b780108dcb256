import type { Clock } from '#core/platform/clock.ts';
import { type Database, isConnectionError, within } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { listOwnCalls } from '../list-own-calls.server.ts';
import { listSamples } from '../list-samples.server.ts';
import { readRegister } from '../read-register.server.ts';
import type { Register } from '../schema.ts';
import { keepSample } from './keep-sample.server.ts';
import { reserveWithin } from './reserve-call.server.ts';
import { tried, triedSettings, wanted } from './tried.ts';

const DAY_MS = 86_400_000;
/** Newest requests whose pins are counted. */
const LOOKED = 100;

/** Probes of what is written down of every call. */
export function ledgerProbes({ db, clock, register }: { db: Database; clock: Clock; register: Register }): Probe[] {
  const since = () => new Date(clock.now() - 30 * DAY_MS);
  /** Writes a call as it is written before it leaves, and takes it back. @returns its id; null where it could not be written */
  const tryCall = <T>(look: (client: Parameters<typeof reserveWithin>[0], callId: string) => Promise<T>) =>
    tryOut(db.for('use-model'), async (client) => {
      await client.query('DELETE FROM ai_switch');
      const reserved = await reserveWithin(client, triedSettings, wanted, clock.now());
      return look(client, reserved.refused === null ? reserved.callId : '00000000-0000-4000-8000-000000000000');
    });
  const byPins = async () => {
    const accepted = await tryCall((client, callId) =>
      client.query(`UPDATE ai_call SET pins = pins || '{"data_collection": "allow"}' WHERE id = $1`, [callId]),
    ).then(
      () => ['a request that may be learned from'],
      (error: unknown) => {
        if (isConnectionError(error)) throw error;
        return [];
      },
    );
    const { rows } = await db.for('use-model').pool.query<{ looked: number; pinned: number; off_list: number }>(
      `SELECT count(*)::float8 AS looked,
              count(*) FILTER (WHERE pins @> '{"allow_fallbacks": false, "data_collection": "deny", "zdr": true}')::float8 AS pinned,
              (SELECT count(*)::float8 FROM ai_call WHERE outcome = 'off-list' AND at > $1) AS off_list
         FROM (SELECT pins FROM ai_call ORDER BY at DESC LIMIT ${LOOKED}) AS newest`,
      [since()],
    );
    const { looked = 0, pinned = 0, off_list = 0 } = rows[0] ?? {};
    const found = [
      ...accepted,
      ...(pinned < looked ? ['requests without pins'] : []),
      ...(off_list > 0 ? ['answers of a company that was not asked'] : []),
    ];
    return keptUnless(found, { aiLooked: looked, aiPinned: pinned });
  };
  return [
    { promise: 'P15', look: byPins },
    { promise: 'A34', look: byPins },
    {
      promise: 'A71',
      async look() {
        const { rows } = await db
          .for('use-model')
          .pool.query<{ feature: string; calls: number }>(
            'SELECT feature, count(*)::float8 AS calls FROM ai_call WHERE at > $1 GROUP BY feature',
            [since()],
          );
        const shown = await readRegister({ db, clock, register, settings: null });
        const names = shown.features.map(({ name }) => name);
        const missing = Object.keys(register).filter((name) => !names.includes(name));
        const strange = rows.map(({ feature }) => feature).filter((feature) => !names.includes(feature));
        return keptUnless([...missing, ...strange], {
          aiUses: names,
          aiRequests: rows.reduce((sum, { calls }) => sum + calls, 0),
        });
      },
    },
    {
      promise: 'A42',
      async look() {
        const found = await tryCall(async (client, callId) => {
          const inside = within({ pool: client });
          const list = (personId: string) => listOwnCalls(inside, { personId }, { before: null, limit: 5 });
          const [own, others] = [await list(wanted.personId ?? ''), await list('2')];
          return [
            ...(own.calls.some(({ id }) => id === callId) ? [] : ['a call that its person does not see']),
            ...(others.calls.some(({ id }) => id === callId) ? ['a call that somebody else sees'] : []),
          ];
        });
        const { rows } = await db
          .for('use-model')
          .pool.query<{ calls: number }>('SELECT count(person_id)::float8 AS calls FROM ai_call');
        return keptUnless(found, { aiRequests: rows[0]?.calls ?? 0 });
      },
    },
    {
      promise: 'A20',
      async look() {
        const found = await tryCall(async (client, callId) => {
          const inside = within({ pool: client });
          const answered = { callId, feature: tried, names: [], key: 'tried' };
          await keepSample(inside, answered, 'Write to quokka@example.org.', clock.now());
          const { rows } = await client.query<{ text: string }>('SELECT text FROM ai_sample WHERE call_id = $1', [
            callId,
          ]);
          if (rows[0] === undefined) return ['an answer that was chosen is not there'];
          return rows[0].text.includes('quokka') ? ['an answer that is not masked'] : [];
        });
        const { sums } = await listSamples({ db, clock });
        const sum = (part: 'chosen' | 'reviewed' | 'overdue') => sums.reduce((all, one) => all + one[part], 0);
        const facts = { aiChosen: sum('chosen'), aiReviewed: sum('reviewed'), overdue: sum('overdue') };
        const seen = keptUnless(found, facts);
        return seen.state === 'kept' && facts.overdue > 0 ? { ...seen, state: 'degraded' } : seen;
      },
    },
  ];
}

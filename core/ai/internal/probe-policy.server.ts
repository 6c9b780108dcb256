import { isAppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { purposes } from '#core/platform/purposes.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { purposeReach } from '#core/privacy/purpose-reach.ts';
import { evaluations } from '../evaluations.ts';
import { readRegister } from '../read-register.server.ts';
import type { Register } from '../schema.ts';
import { reserveWithin } from './reserve-call.server.ts';
import { triedSettings, wanted } from './tried.ts';

const DAY_MS = 86_400_000;
/** A test of quality is due every week; one may fail. */
const FRESH_MS = 15 * DAY_MS;

interface Deps {
  db: Database;
  clock: Clock;
  register: Register;
  /** What the public page reads. */
  read?: typeof readRegister;
}

/** Probes of what hangs on the rules around AI: purposes, the list of companies, and tests of quality. */
export function policyProbes({ db, clock, register, read = readRegister }: Deps): Probe[] {
  return [
    {
      promise: 'A15',
      async look() {
        const strange = purposes.filter((one) => one !== 'use-model' && !purposeReach.everything.includes(one));
        const tries = strange.map((purpose) =>
          Promise.resolve()
            .then(() => db.for(purpose).pool.query('SELECT FROM ai_call LIMIT 0'))
            .then(
              () => [purpose],
              (error: unknown) => {
                if (isAppError(error)) return [];
                throw error;
              },
            ),
        );
        const found = (await Promise.all(tries)).flat();
        return keptUnless(found, { purposeTries: strange.length - found.length, aiUses: Object.keys(register) });
      },
    },
    {
      promise: 'A53',
      async look() {
        const [known] = triedSettings.vendors;
        const vendors = [...triedSettings.vendors, ...(known ? [{ ...known, id: 'ended', until: '2000-01-01' }] : [])];
        const settings = { ...triedSettings, vendors };
        const asked = await tryOut<readonly string[]>(db.for('use-model'), async (client) => {
          await client.query('DELETE FROM ai_switch');
          const reserved = await reserveWithin(client, settings, wanted, clock.now());
          return reserved.refused === null ? reserved.pins.only : [];
        });
        const { rows } = await db
          .for('use-model')
          .pool.query<{ name: string }>(`SELECT name FROM ai_switch WHERE kind = 'vendor'`);
        const off = rows.map(({ name }) => name);
        const shown = (await read({ db, clock, register, settings })).vendors;
        const inForce = shown.filter(({ state }) => state === 'in-force').map(({ id }) => id);
        const found = [
          ...vendors.filter(({ id }) => !shown.some((one) => one.id === id)).map(({ id }) => `${id} is not shown`),
          ...asked.filter((id) => !inForce.includes(id) && !off.includes(id)).map((id) => `${id} is asked`),
          ...inForce.filter((id) => !asked.includes(id)).map((id) => `${id} is not asked`),
        ];
        return keptUnless(found, { aiCompanies: await listAnswered(db, clock) });
      },
    },
    {
      promise: 'A58',
      async look() {
        const tested = [...new Set<string>(evaluations.map(({ feature }) => feature))];
        const { rows } = await db.for('use-model').pool.query<{ runs: number; fresh: number; calls: number }>(
          `SELECT count(*)::float8 AS runs, count(*) FILTER (WHERE at > $1)::float8 AS fresh,
                  (SELECT count(*)::float8 FROM ai_call WHERE feature = ANY($2) AND person_id IS NOT NULL AND at > $1) AS calls
             FROM ai_evaluation`,
          [new Date(clock.now() - FRESH_MS), tested],
        );
        const { runs = 0, fresh = 0, calls = 0 } = rows[0] ?? {};
        return keptUnless(calls > 0 && fresh === 0 ? ['answers, and no test of their quality'] : [], {
          aiTests: runs,
          aiRequests: calls,
        });
      },
    },
  ];
}

async function listAnswered(db: Database, clock: Clock): Promise<string[]> {
  const { rows } = await db
    .for('use-model')
    .pool.query<{ vendor: string }>(
      'SELECT DISTINCT vendor FROM ai_call WHERE vendor IS NOT NULL AND at > $1 ORDER BY 1',
      [new Date(clock.now() - 30 * DAY_MS)],
    );
  return rows.map(({ vendor }) => vendor);
}

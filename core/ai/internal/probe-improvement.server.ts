import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Clock } from '#core/platform/clock.ts';
import { type Database, isConnectionError, within } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { registry } from '#core/privacy/registry.ts';
import { addUpFeedback } from '../add-up-feedback.server.ts';
import { listChanges } from '../list-changes.server.ts';
import { CUT_OFF_DAYS, type FeedbackWeek, IMPROVEMENT, PEOPLE_FLOOR } from '../rules/feedback.ts';
import { keepSample } from './keep-sample.server.ts';

const TABLE = 'public.ai_feedback_week';
const FEATURE = 'tried';
/** In the middle of a week that is added up, whatever day it is. */
const AGO_MS = 24 * 86_400_000;

export interface ImprovementDeps {
  db: Database;
  clock: Clock;
  /** Mechanisms, as they are tried. */
  addUp?: typeof addUpFeedback | undefined;
  list?: typeof listChanges | undefined;
  keep?: typeof keepSample | undefined;
}

/** Probes of what AI is made better by: sums that name nobody, without those who said no, and changes that say what they came from. */
export function improvementProbes({
  db,
  clock,
  addUp = addUpFeedback,
  list = listChanges,
  keep = keepSample,
}: ImprovementDeps): Probe[] {
  /** What is added up of so many people who each found an answer good, where some of them said no. */
  const addedUp = (client: PoolClient) => async (people: number, out: number) => {
    await client.query(`DELETE FROM ai_feedback_week WHERE feature = '${FEATURE}'`);
    await client.query(`DELETE FROM ai_call WHERE feature = '${FEATURE}'`);
    await client.query('DELETE FROM ai_opt_out WHERE user_id <= 100');
    for (let person = 1; person <= people; person += 1) await putCall(client, person);
    await client.query(
      `INSERT INTO ai_opt_out SELECT n, '${IMPROVEMENT}', now() FROM generate_series(1, $1::int) AS n`,
      [out],
    );
    await addUp({ db: within({ pool: client }), clock });
    const { rows } = await client.query<FeedbackWeek>(`SELECT * FROM ai_feedback_week WHERE feature = '${FEATURE}'`);
    return rows.map(({ kept, overridden, people: counted }) => `${kept} ${overridden} ${counted}`).join();
  };
  async function putCall(client: PoolClient, person: number): Promise<string> {
    const id = randomUUID();
    await client.query(
      `INSERT INTO ai_call (id, feature, prompt_version, person_id, fields, redacted, model, at, ended_at, outcome, reserved_nanos,
                            pins, judged)
       VALUES ($1, '${FEATURE}', 1, $2, '{question}', 0, 'tried', $3, $3, 'done', 0,
               '{"only": ["tried"], "allow_fallbacks": false, "data_collection": "deny", "zdr": true, "require_parameters": true}',
               'kept')`,
      [id, person, new Date(clock.now() - AGO_MS)],
    );
    return id;
  }
  const use = () => db.for('use-model', 'accountability').pool;
  return [
    {
      promise: 'A30',
      async look() {
        const { rows: columns } = await use().query<{ name: string }>(
          `SELECT attname::text AS name FROM pg_attribute
            WHERE attrelid = '${TABLE}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
        );
        const entries = registry[TABLE]?.columns ?? {};
        const personal = columns.map(({ name }) => name).filter((name) => entries[name]?.subject.of !== 'nobody');
        const { rows } = await use().query<{ weeks: number; small: number }>(
          `SELECT count(*)::int4 AS weeks, count(*) FILTER (WHERE people < ${PEOPLE_FLOOR})::int4 AS small FROM ai_feedback_week`,
        );
        const { weeks = 0, small = 0 } = rows[0] ?? {};
        const tried = await tryOut(db.for('use-model'), async (client) => {
          const of = addedUp(client);
          const few = await of(PEOPLE_FLOOR - 1, 0);
          const enough = await of(PEOPLE_FLOOR, 0);
          return [
            ...(few === '' ? [] : ['a sum of too few']),
            ...(enough === `${PEOPLE_FLOOR} 0 ${PEOPLE_FLOOR}` ? [] : ['a sum that is not added up']),
          ];
        }).catch(refused);
        return keptUnless([...personal, ...(small > 0 ? ['a sum of too few on record'] : []), ...tried], {
          feedbackColumns: columns.map(({ name }) => name),
          feedbackFloor: PEOPLE_FLOOR,
          feedbackWeeks: weeks,
        });
      },
    },
    {
      promise: 'A41',
      async look() {
        const found = await tryOut(db.for('use-model'), async (client) => {
          const of = addedUp(client);
          const without = await of(PEOPLE_FLOOR + 1, 1);
          const withAll = await of(PEOPLE_FLOOR + 1, 0);
          const tooFew = await of(PEOPLE_FLOOR, 1);
          await client.query(`INSERT INTO ai_opt_out VALUES (90, '${IMPROVEMENT}', now())`);
          const callId = await putCall(client, 90);
          const chosen = { callId, feature: { reviewOneIn: 1 }, names: [], key: 'tried' };
          await keep(within({ pool: client }), chosen, 'tried', clock.now());
          const { rowCount } = await client.query('SELECT FROM ai_sample WHERE call_id = $1', [callId]);
          const n = PEOPLE_FLOOR;
          return [
            ...(without === `${n} 0 ${n}` && withAll === `${n + 1} 0 ${n + 1}` ? [] : ['counted though they said no']),
            ...(tooFew === '' ? [] : ['a sum of too few']),
            ...(rowCount === 0 ? [] : ['kept for staff though they said no']),
          ];
        }).catch(refused);
        const { rows } = await use().query<{ out: number }>(
          'SELECT count(*)::int4 AS out FROM ai_opt_out WHERE feature = $1',
          [IMPROVEMENT],
        );
        return keptUnless(found, { improveOptOuts: rows[0]?.out ?? 0, feedbackCutOff: CUT_OFF_DAYS });
      },
    },
    {
      promise: 'A75',
      async look() {
        const found = await tryOut(db.for('use-model'), async (client) => {
          const words = 'tried by a probe, for nobody';
          const add = (id: string, week: number | null) =>
            client.query('INSERT INTO ai_change (id, at, feature, review_week, words) VALUES ($1, $2, $3, $4, $5)', [
              ...[id, new Date(clock.now()), week === null ? null : FEATURE, week, words],
            ]);
          await add(randomUUID(), 20_003);
          const { newest } = await list(within({ pool: client }));
          const shown = newest.some((one) => one.words === words && one.week === 20_003);
          await client.query('SAVEPOINT tried');
          const unlinked = await add(randomUUID(), null).then(
            () => true,
            () => false,
          );
          await client.query('ROLLBACK TO SAVEPOINT tried');
          return [...(shown ? [] : ['a change that is not listed']), ...(unlinked ? ['a change of nothing'] : [])];
        });
        const { total } = await listChanges(db);
        const { rows } = await use().query<{ weeks: number }>('SELECT count(*)::int4 AS weeks FROM ai_feedback_week');
        return keptUnless(found, { aiChanges: total, feedbackWeeks: rows[0]?.weeks ?? 0 });
      },
    },
  ];
}

/** What the database refuses is not kept. */
function refused(error: unknown): string[] {
  if (isConnectionError(error)) throw error;
  return ['refused'];
}

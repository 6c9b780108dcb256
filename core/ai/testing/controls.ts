import { openWholeDatabase } from '#core/platform/db.server.ts';
import { catalogControl, type NegativeControl, type Stage } from '#core/platform/testing/negative-control.ts';
import { aiProbes } from '../promises.server.ts';
import { readRegister } from '../read-register.server.ts';
import { trial } from './ai-rig.ts';

/** Lets rows of a table go as if they had been written. */
const losing = (table: string) =>
  `CREATE FUNCTION lose_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
   CREATE TRIGGER lose BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION lose_row()`;

/** A probe that is handed a crippled mechanism. */
const handed = (
  promise: string,
  off: string,
  mechanism: Omit<Parameters<typeof aiProbes>[0], keyof Stage>,
): NegativeControl => ({
  ...{ promise, off, seen: 'broken' },
  cripple: async (stage) => aiProbes({ ...stage, ...mechanism }).find((probe) => probe.promise === promise),
});

/** A call of an hour ago. */
const call = ({ db, clock }: Stage, feature: string, outcome = 'done', personId: string | null = null) =>
  db.pool.query(
    `INSERT INTO ai_call (id, feature, prompt_version, person_id, fields, redacted, model, at, ended_at, outcome, reserved_nanos, pins)
     VALUES (gen_random_uuid(), $1, 1, $4, '{question}', 0, 'lumen', $2, $2, $3, 1,
             '{"only": ["nordlicht"], "allow_fallbacks": false, "data_collection": "deny", "zdr": true, "require_parameters": true}')
     RETURNING id`,
    [feature, new Date(clock.now() - 3_600_000), outcome, personId],
  );

/** Adds up everything there is, whoever it is of. */
const addUpWithoutFloor: Parameters<typeof aiProbes>[0]['addUp'] = async ({ db }) => {
  const { rowCount } = await db
    .for('use-model')
    .pool.query(
      `INSERT INTO ai_feedback_week SELECT feature, 20003, count(*), 0, count(*), now() FROM ai_call GROUP BY feature`,
    );
  return rowCount ?? 0;
};

export const controls: readonly NegativeControl[] = [
  handed('A01', 'the look into the register', { ask: async () => ({ state: 'failed', outcome: 'failed' }) }),
  catalogControl(
    'A63',
    'the age gate',
    `CREATE OR REPLACE FUNCTION behind_age_gate(person bigint) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT false'`,
  ),
  ...['A21', 'A52'].map((promise) => catalogControl(promise, 'the keeping of switches', losing('ai_switch'))),
  catalogControl('A69', 'the keeping of what people chose', losing('ai_opt_out')),
  catalogControl('A39', 'the keeping of what servers chose', losing('ai_guild_opt_out')),
  handed('A69', 'the way out of a use', { register: { trial: { ...trial, optOut: [] as never } } }),
  handed('A70', 'the look at the assessment before every call', {
    reserve: async () => ({ refused: null, callId: '', vendors: [], pins: null as never }),
  }),
  handed('A70', 'the check of the register', { register: { trial: { ...trial, promptVersion: 2 } } }),
  ...['P15', 'A34'].flatMap((promise) => [
    catalogControl(promise, 'the pins that a row must have', 'ALTER TABLE ai_call DROP CONSTRAINT ai_call_pinned'),
    {
      ...{ promise, off: 'the vendor who keeps to who was asked', seen: 'broken' as const },
      async cripple(stage: Stage) {
        await call(stage, 'trial', 'off-list');
        return undefined;
      },
    },
  ]),
  {
    ...{ promise: 'A71', off: 'the register that every use has to be in', seen: 'broken' },
    async cripple(stage) {
      await call(stage, 'a-use-in-the-shadow');
      return undefined;
    },
  },
  catalogControl('A42', 'the row of every call', losing('ai_call')),
  catalogControl('A20', 'the keeping of what chance chose', losing('ai_sample')),
  {
    ...{ promise: 'A20', off: 'the people who look', seen: 'degraded' },
    async cripple(stage) {
      const { rows } = await call(stage, 'trial');
      await stage.db.pool.query('INSERT INTO ai_sample (call_id, feature, text, at) VALUES ($1, $2, $2, $3)', [
        ...[rows[0]?.id, 'trial', new Date(stage.clock.now() - 8 * 86_400_000)],
      ]);
      return undefined;
    },
  },
  ...['P14', 'P18', 'A33'].map((promise) =>
    handed(promise, 'the client that reaches one address', { access: { fetch: async () => new Response() } }),
  ),
  {
    ...{ promise: 'A15', off: 'the guard that every statement is shown to', seen: 'broken' },
    async cripple({ db, clock }) {
      return {
        promise: 'A15',
        async look() {
          const unguarded = openWholeDatabase(db.url, { max: 1 });
          const probe = aiProbes({ db: unguarded, clock }).find(({ promise }) => promise === 'A15');
          const seen = await probe?.look().finally(() => unguarded.close());
          return seen ?? { state: 'kept', facts: {} };
        },
      };
    },
  },
  handed('A53', 'the list that the page shows', {
    read: async (deps) => ({ ...(await readRegister(deps)), vendors: [] }),
  }),
  {
    ...{ promise: 'A58', off: 'the job that tests', seen: 'broken' },
    async before(stage) {
      await call(stage, 'assistant', 'done', '400000000000000001');
      await stage.db.pool.query(
        `INSERT INTO ai_evaluation VALUES (gen_random_uuid(), $1, 'totals', 'assistant', 'lumen', 1, 1, 1, 0, 1)`,
        [new Date(stage.clock.now())],
      );
    },
    async cripple(stage) {
      stage.clock.move(16 * 86_400_000);
      await call(stage, 'assistant', 'done', '400000000000000001');
      return undefined;
    },
  },
  ...['A17', 'A51', 'A13'].map((promise) =>
    handed(promise, 'the putting together of what is sent', {
      compose: (_feature, { messages }) => ({
        ...{ tools: [], shape: null, fields: [], redacted: 0, bytes: 0 },
        messages: messages.map(({ parts }) => ({ role: 'user', content: parts.map(({ text }) => text).join() })),
      }),
    }),
  ),
  handed('A30', 'the floor of people', { addUp: addUpWithoutFloor }),
  {
    ...{ promise: 'A30', off: 'the floor that the table keeps', seen: 'broken' },
    async cripple({ db }) {
      await db.pool.query(
        `ALTER TABLE ai_feedback_week DROP CONSTRAINT ai_feedback_week_floor;
         INSERT INTO ai_feedback_week VALUES ('assistant', 20003, 3, 0, 3, now())`,
      );
      return undefined;
    },
  },
  catalogControl('A30', 'the list of what a week holds', 'ALTER TABLE ai_feedback_week ADD COLUMN person_id BIGINT'),
  catalogControl('A41', 'the keeping of what people chose', losing('ai_opt_out')),
  handed('A41', 'the adding up', { addUp: async () => 0 }),
  catalogControl(
    'A75',
    'the link to what a change came from',
    'ALTER TABLE ai_change DROP CONSTRAINT ai_change_linked',
  ),
  handed('A75', 'the list that the page shows', { list: async () => ({ total: 0, newest: [] }) }),
];

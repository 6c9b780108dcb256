import type { NegativeControl, Stage } from '#core/platform/testing/negative-control.ts';
import { insightsProbes } from '../promises.server.ts';
import { DAY_MS } from './put-weeks.ts';

/** A probe that is handed a crippled mechanism. */
const handed = (
  promise: string,
  off: string,
  mechanism: Omit<Parameters<typeof insightsProbes>[0], keyof Stage>,
): NegativeControl => ({
  ...{ promise, off, seen: 'broken' },
  cripple: async (stage) => insightsProbes({ ...stage, ...mechanism }).find((probe) => probe.promise === promise),
});

/** A report whose sentence of a model was stored as it came. */
async function storeUnchecked({ db, clock }: Stage, text: string): Promise<void> {
  const today = Math.floor(clock.now() / DAY_MS);
  const facts = [
    {
      ...{ id: 'f1', kind: 'change', measure: 'messages', channelId: null, noteId: null, direction: 'up' },
      ...{ sure: 'clear', fromDay: today - 7, toDay: today - 1, values: { now: 200, was: 100, change: 1 } },
    },
  ];
  await db.prisma.insightReport.create({
    data: {
      ...{
        id: '00000000-0000-4000-8000-000000000001',
        guildId: 1n,
        kind: 'asked',
        fromDay: today - 7,
        toDay: today - 1,
      },
      ...{ timeZone: 'UTC', facts, writtenAt: new Date(clock.now()), locale: 'en', wording: 'model', why: null },
      ...{ sentences: [{ facts: ['f1'], text }], withheld: 0, tries: 1 },
    },
  });
}

export const controls: readonly NegativeControl[] = [
  handed('A06', 'the marks in the place of channels', {
    write: (facts) => [{ role: 'user', parts: [{ field: 'totals', text: JSON.stringify(facts) }] }],
  }),
  {
    ...{ promise: 'A06', off: 'the list of what may be sent', seen: 'broken' },
    async cripple({ db, clock }) {
      await db.pool.query(
        `INSERT INTO ai_call (id, feature, prompt_version, fields, redacted, model, at, ended_at, outcome, reserved_nanos, pins)
         VALUES (gen_random_uuid(), 'insights', 1, '{totals,question}', 0, 'lumen', $1, $1, 'done', 1,
                 '{"only": ["nordlicht"], "allow_fallbacks": false, "data_collection": "deny", "zdr": true, "require_parameters": true}')`,
        [new Date(clock.now() - 3_600_000)],
      );
      return undefined;
    },
  },
  handed('A32', 'the reading of totals alone', {
    readTotals: async (counts) => {
      await counts.for('count-activity').pool.query('SELECT user_id FROM analytics.membership LIMIT 1');
      return null as never;
    },
  }),
  {
    ...{ promise: 'A57', off: 'the check of what a model says', seen: 'broken' },
    before: (stage) => storeUnchecked(stage, 'Messages rose to 200.'),
    async cripple({ db }) {
      await db.prisma.insightReport.updateMany({
        data: { sentences: [{ facts: ['f1'], text: 'Messages rose to 300.' }] },
      });
      return undefined;
    },
  },
  handed('A36', 'the list of companies', { companies: { ads: { hosts: ['stats.g.doubleclick.net'] } } }),
  {
    ...{ promise: 'A36', off: 'the list of what programs may read', seen: 'broken' },
    async cripple({ db, clock }) {
      await db.prisma.apiToken.create({
        data: {
          ...{
            guildId: 1n,
            name: 'x',
            scopes: ['read:insights'],
            secretHash: Buffer.alloc(32),
            hint: 'x',
            createdBy: 1n,
          },
          createdAt: new Date(clock.now()),
        },
      });
      return undefined;
    },
  },
];

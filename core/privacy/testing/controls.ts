import { openWholeDatabase } from '#core/platform/db.server.ts';
import { catalogControl, type NegativeControl } from '#core/platform/testing/negative-control.ts';
import { retentionProbes } from '../kept-promises.server.ts';
import { openRequest } from '../open-request.server.ts';
import { purposeProbe } from '../purpose-promise.server.ts';
import { listColumns } from '../registry.ts';
import { retentionRules } from '../rules/retention.ts';
import type { Ask } from '../schema.ts';

/** Nobody works: a request waits for longer than the law gives. */
const nobodyWorks = (promise: string, ask: Ask): NegativeControl => ({
  promise,
  off: `the work on requests: ${ask.right}`,
  seen: 'broken',
  async cripple(stage) {
    await openRequest(stage, { personId: '11', surface: 'discord', locale: 'en' }, ask);
    stage.clock.move(32 * 86_400_000);
    return undefined;
  },
});

export const controls: readonly NegativeControl[] = [
  catalogControl('P11', 'the check of the register at the start', 'ALTER TABLE guild ADD COLUMN note TEXT'),
  {
    promise: 'P12',
    off: 'the guard that every statement is shown to',
    seen: 'broken',
    async cripple({ db, clock }) {
      return {
        promise: 'P12',
        async look() {
          const unguarded = openWholeDatabase(db.url, { max: 1 });
          return purposeProbe({ db: unguarded, clock })
            .look()
            .finally(() => unguarded.close());
        },
      };
    },
  },
  {
    promise: 'P09',
    off: 'the source that every entry of the register names',
    seen: 'broken',
    async cripple(stage) {
      const columns = listColumns().map((one) =>
        one.table === 'analytics.membership' ? { ...one, source: 'person' as const } : one,
      );
      return retentionProbes(stage, { columns, rules: retentionRules }).find(({ promise }) => promise === 'P09');
    },
  },
  catalogControl('P42', 'a reader that knows the column', 'ALTER TABLE account RENAME COLUMN username TO nick'),
  nobodyWorks('P43', { right: 'correct', words: 'Not so.' }),
  nobodyWorks('P44', { right: 'erase' }),
  catalogControl(
    'P44',
    'the gate for what came before an erasure',
    `CREATE OR REPLACE FUNCTION is_erased(person bigint, guild bigint, at_ms bigint) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT false'`,
  ),
  nobodyWorks('P45', { right: 'export' }),
  {
    promise: 'P37',
    off: 'the rule that an account ends by an act alone',
    seen: 'broken',
    async cripple(stage) {
      const rules = { ...retentionRules, account: retentionRules.session };
      return retentionProbes(stage, { columns: listColumns(), rules }).find(({ promise }) => promise === 'P37');
    },
  },
];

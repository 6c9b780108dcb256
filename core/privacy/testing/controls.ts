import { catalogControl, type NegativeControl } from '#core/platform/testing/negative-control.ts';
import { retentionProbes } from '../kept-promises.server.ts';
import { listColumns } from '../registry.ts';
import { retentionRules } from '../rules/retention.ts';

export const controls: readonly NegativeControl[] = [
  catalogControl('P11', 'the check of the register at the start', 'ALTER TABLE guild ADD COLUMN note TEXT'),
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

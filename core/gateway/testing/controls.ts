import type { NegativeControl } from '#core/platform/testing/negative-control.ts';
import { putCluster } from './put-cluster.ts';

export const controls: readonly NegativeControl[] = [
  {
    promise: 'P23',
    off: 'the choice of intents',
    seen: 'broken',
    before: ({ db }) => putCluster(db, 705),
    async cripple({ db }) {
      await putCluster(db, 0xffff);
      return undefined;
    },
  },
];

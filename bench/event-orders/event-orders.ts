import { isDeepStrictEqual } from 'node:util';
import { startRig } from '#core/billing/testing/premium-rig.ts';
import type { BenchResult } from '../report.ts';
import { withDatabase } from '../rig/with-database.ts';
import { countInbox, kinds, liveOnce, permutations, stateOf, tellAll } from './lives.ts';

/** Lives told at once before it says how far it is. */
const PART = 90;

/** All 720 orders of a six-event life, each event three times and at once: whether all end the same, each effect once. */
export async function eventOrders({ say }: { say: (line: string) => void }): Promise<BenchResult> {
  return await withDatabase('event-orders', async (url) => {
    const rig = await startRig(url);
    try {
      const lives = await liveOnce(rig, permutations(kinds.map((_, place) => place)));
      for (let told = 0; told < lives.length; told += PART) {
        await tellAll(rig, lives.slice(told, told + PART));
        say(`${Math.min(told + PART, lives.length)} of ${lives.length} orders`);
      }
      const states = [];
      for (const life of lives) states.push(await stateOf(rig, life));
      const [first] = states;
      const inbox = await countInbox(rig);
      const once =
        first?.status === 'canceled' &&
        first.endedBy === 'refund' &&
        isDeepStrictEqual(first.audit, ['payment.refunded', 'premium.ended', 'premium.started']) &&
        first.periods.length === 1 &&
        first.confirmations.length === 2 &&
        first.reversals.length === 1;
      return {
        figures: {
          orders: lives.length,
          deliveries: lives.length * kinds.length * 3,
          ended_otherwise: once ? states.filter((state) => !isDeepStrictEqual(state, first)).length : states.length,
          canceled_at_stripe: rig.running.stripe.calls.get('DELETE /subscriptions/:id') ?? 0,
          events_kept: inbox.kept,
          events_not_applied: inbox.waiting,
        },
        goals: {
          orders: { atLeast: 720 },
          ended_otherwise: { atMost: 0 },
          canceled_at_stripe: { atMost: lives.length },
          events_kept: { atMost: lives.length * kinds.length },
          events_not_applied: { atMost: 0 },
        },
        notes: [],
      };
    } finally {
      await rig.close();
    }
  });
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PremiumRig, startTestRig } from '#core/billing/testing/premium-rig.ts';
import { countInbox, kinds, liveOnce, permutations, stateOf, tellAll } from './lives.ts';

/** Every so many orders of 720 are lived here, all of them by `npm run bench -- event-orders`. */
const EVERY = 7;

let rig: PremiumRig;
beforeAll(async () => {
  rig = await startTestRig();
});
afterAll(() => rig?.close());

const all = permutations(kinds.map((_, place) => place));
const orders = all.filter((_, index) => index % EVERY === 0);

test('the orders of the short form have every event at every place, and every pair both ways about', () => {
  expect(new Set(all.map(String)).size).toBe(720);
  for (const [event] of kinds.entries()) {
    for (const [place] of kinds.entries())
      expect(orders.filter((order) => order[place] === event).length, `${event} at ${place}`).toBeGreaterThan(9);
    for (const [other] of kinds.entries()) {
      if (other === event) continue;
      const before = orders.filter((order) => order.indexOf(event) < order.indexOf(other)).length;
      expect(before / orders.length, `${event} before ${other}`).toBeGreaterThan(0.4);
    }
  }
});

test('orders of six events, each three times and at once, end the same, and each effect happens once', async () => {
  const lives = await liveOnce(rig, orders);
  await tellAll(rig, lives);

  const states = [];
  for (const life of lives) states.push(await stateOf(rig, life));
  const [first] = states;
  expect(first).toMatchObject({
    status: 'canceled',
    endedBy: 'refund',
    confirmations: [
      [900, 'eur', expect.any(Date)],
      [900, 'eur', expect.any(Date)],
    ],
    reversals: [['refund', 900, true, 'refunded']],
    audit: ['payment.refunded', 'premium.ended', 'premium.started'],
  });
  expect(first?.periods).toHaveLength(1);
  for (const state of states) expect(state).toEqual(first);
  const canceled = rig.running.stripe.calls.get('DELETE /subscriptions/:id');
  expect(canceled, 'canceled once each at Stripe').toBe(orders.length);
  expect(await countInbox(rig)).toEqual({ kept: orders.length * kinds.length, waiting: 0 });
}, 240_000);

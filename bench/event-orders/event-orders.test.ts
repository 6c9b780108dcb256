import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PremiumRig, startTestRig } from '#core/billing/testing/premium-rig.ts';
import { countInbox, kinds, liveOnce, permutations, stateOf, tellAll } from './lives.ts';

/** Every so many orders of 720 are lived here, all of them by `npm run bench -- event-orders`. */
const EVERY = 19;

let rig: PremiumRig;
beforeAll(async () => {
  rig = await startTestRig();
});
afterAll(() => rig?.close());

const all = permutations(kinds.map((_, place) => place));
const orders = all.filter((_, index) => index % EVERY === 0);

test('the orders of the short form have every event at every place, behind every other, and every three in all six orders', () => {
  expect(new Set(all.map(String)).size).toBe(720);
  const times = (isSo: (order: readonly number[]) => boolean) => orders.filter(isSo).length;
  for (const [one] of kinds.entries()) {
    for (const [place] of kinds.entries())
      expect(
        times((order) => order[place] === one),
        `${one} at ${place}`,
      ).toBeGreaterThanOrEqual(3);
    for (const [two] of kinds.entries()) {
      if (one === two) continue;
      const next = times((order) => order.indexOf(one) + 1 === order.indexOf(two));
      expect(next, `${two} at once after ${one}`).toBeGreaterThanOrEqual(3);
      for (const [three] of kinds.entries()) {
        if (three === one || three === two) continue;
        const inOrder = times(
          (order) => order.indexOf(one) < order.indexOf(two) && order.indexOf(two) < order.indexOf(three),
        );
        expect(inOrder, `${one}, ${two}, ${three}`).toBeGreaterThanOrEqual(4);
      }
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

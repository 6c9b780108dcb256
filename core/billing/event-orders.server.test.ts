import { afterAll, beforeAll, expect, test } from 'vitest';
import { refundCharge } from '../../simulator/stripe/money-back.ts';
import type { StripeEvent, Subscription } from '../../simulator/stripe/objects.ts';
import { type PremiumRig, startRig } from './testing/premium-rig.ts';

const TRIAL_DAYS = 14;
/** A life in which everything happens that Stripe tells by another kind of event. */
const kinds = [
  'customer.subscription.created',
  'customer.subscription.updated',
  'invoice.paid',
  'invoice.payment_failed',
  'charge.refunded',
  'charge.dispute.created',
];

let rig: PremiumRig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig?.close());

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((one, at) => permutations(all.toSpliced(at, 1)).map((rest) => [one, ...rest]));
}

/** A trial, a paid month, a payment that fails and then succeeds, a dispute, and all the money back. */
async function liveOnce(guildIds: readonly string[]): Promise<Subscription[]> {
  const { stripe } = rig.running;
  const { store, cycle } = stripe;
  const lives: Subscription[] = [];
  for (const guildId of guildIds) lives.push(await rig.subscribe(guildId, guildId, TRIAL_DAYS));
  rig.advance(TRIAL_DAYS + 1);
  for (const { customer } of lives) store.declining.add(customer);
  rig.advance(31);
  for (const { customer } of lives) store.declining.delete(customer);
  for (const life of lives) {
    expect(life.status).toBe('past_due');
    const open = cycle.openInvoice(life);
    if (open) cycle.collect(life, open);
    const paid = store.chargeOf(life.latest_invoice ?? '');
    if (!paid) throw new Error('the open invoice was paid');
    store.emit('charge.dispute.created', {
      ...{ id: store.id('du'), object: 'dispute', charge: paid.id, payment_intent: paid.payment_intent },
    });
    refundCharge(store, paid);
  }
  return lives;
}

/** The newest event of each kind. */
function sixEvents(life: Subscription): StripeEvent[] {
  const all = rig.eventsOf(life);
  return kinds.map((kind) => {
    const found = all.findLast(({ type }) => type === kind);
    if (!found) throw new Error(`${kind} did not happen`);
    return found;
  });
}

/** Everything kept about one life, without what only tells lives apart. */
async function stateOf({ id }: Subscription, guildId: string) {
  const { prisma } = rig.db;
  const of = { where: { subscriptionId: id } };
  const [subscription, periods, confirmations, reversals, audit] = await Promise.all([
    prisma.subscription.findUniqueOrThrow({ where: { id } }),
    prisma.premiumPeriod.findMany({ where: { ref: id } }),
    prisma.billingConfirmation.findMany({ ...of, orderBy: { paidAt: 'asc' } }),
    prisma.paymentReversal.findMany(of),
    prisma.auditEvent.findMany({ where: { guildId: BigInt(guildId) } }),
  ]);
  return {
    status: subscription.status,
    endedBy: subscription.endedBy,
    endedAt: subscription.endedAt,
    startedAt: subscription.startedAt,
    currentPeriodEnd: subscription.currentPeriodEnd,
    cancelAt: subscription.cancelAt,
    periods: periods.map(({ startsAt, endsAt }) => [startsAt, endsAt]),
    confirmations: confirmations.map(({ amount, currency, paidAt }) => [amount, currency, paidAt]),
    reversals: reversals.map(({ kind, amount, whole, status }) => [kind, amount, whole, status]),
    audit: audit.map(({ action }) => action).sort(),
  };
}

test('all 720 orders of six events, each three times and at once, end the same, and each effect happens once', async () => {
  const orders = permutations(kinds.map((_, index) => index));
  expect(orders).toHaveLength(720);
  const guildIds = orders.map((_, index) => String(500_000_000_000_000_000n + BigInt(index)));
  const lives = await liveOnce(guildIds);
  const left = lives.map((life, index) => ({ life, order: orders[index] ?? [] }));
  const tell = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const events = sixEvents(next.life);
      const deliveries: Promise<void>[] = [];
      for (const place of next.order) {
        const event = events[place];
        if (!event) throw new Error('six events');
        deliveries.push(rig.deliver(event), rig.deliver(event), rig.deliver(event));
        // The three are under way before the next event comes, and none is waited for.
        await new Promise((resolve) => setImmediate(resolve));
      }
      await Promise.all(deliveries);
    }
  };
  await Promise.all([tell(), tell()]);

  const states = [];
  for (const [index, life] of lives.entries()) states.push(await stateOf(life, guildIds[index] ?? ''));
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
  expect(rig.running.stripe.calls.get('DELETE /subscriptions/:id'), 'canceled once each at Stripe').toBe(720);
  const inbox = await rig.db.prisma.stripeEvent.findMany();
  expect(inbox).toHaveLength(720 * kinds.length);
  expect(inbox.filter(({ appliedAt }) => appliedAt === null)).toEqual([]);
}, 900_000);

import type { PremiumRig } from '#core/billing/testing/premium-rig.ts';
import { refundCharge } from '../../simulator/stripe/money-back.ts';
import type { StripeEvent, Subscription } from '../../simulator/stripe/objects.ts';

const TRIAL_DAYS = 14;
/** A life in which everything happens that Stripe tells by another kind of event. */
export const kinds = [
  'customer.subscription.created',
  'customer.subscription.updated',
  'invoice.paid',
  'invoice.payment_failed',
  'charge.refunded',
  'charge.dispute.created',
] as const;

/** Each order in which these places can be told. */
export function permutations<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((one, at) => permutations(all.toSpliced(at, 1)).map((rest) => [one, ...rest]));
}

export interface Life {
  subscription: Subscription;
  guildId: string;
  /** Places of `kinds`, in the order in which they are told. */
  order: readonly number[];
}

/** For each order a guild: a trial, a paid month, a payment that fails and then succeeds, a dispute, all the money back. */
export async function liveOnce(rig: PremiumRig, orders: readonly (readonly number[])[]): Promise<Life[]> {
  const { store, cycle } = rig.running.stripe;
  const lives: Life[] = [];
  for (const [index, order] of orders.entries()) {
    const guildId = String(500_000_000_000_000_000n + BigInt(index));
    lives.push({ subscription: await rig.subscribe(guildId, guildId, TRIAL_DAYS), guildId, order });
  }
  rig.advance(TRIAL_DAYS + 1);
  for (const { subscription } of lives) store.declining.add(subscription.customer);
  rig.advance(31);
  for (const { subscription } of lives) store.declining.delete(subscription.customer);
  for (const { subscription } of lives) {
    if (subscription.status !== 'past_due') throw new Error(`no payment failed: ${subscription.status}`);
    const open = cycle.openInvoice(subscription);
    if (open) cycle.collect(subscription, open);
    const paid = store.chargeOf(subscription.latest_invoice ?? '');
    if (!paid) throw new Error('the open invoice was not paid');
    store.emit('charge.dispute.created', {
      ...{ id: store.id('du'), object: 'dispute', charge: paid.id, payment_intent: paid.payment_intent },
    });
    refundCharge(store, paid);
  }
  return lives;
}

/** Tells the six events of each life in its order, each three times and at once, of two lives at a time. */
export async function tellAll(rig: PremiumRig, lives: readonly Life[]): Promise<void> {
  const left = [...lives];
  const tell = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const events = sixEvents(rig, next.subscription);
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
}

/** The newest event of each kind. */
function sixEvents(rig: PremiumRig, subscription: Subscription): StripeEvent[] {
  const all = rig.eventsOf(subscription);
  return kinds.map((kind) => {
    const found = all.findLast(({ type }) => type === kind);
    if (!found) throw new Error(`${kind} did not happen`);
    return found;
  });
}

/** Everything kept about one life, without what only tells lives apart. */
export async function stateOf({ db: { prisma } }: PremiumRig, { subscription: { id }, guildId }: Life) {
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

/** Events of the inbox, and those of them that nothing was done about. */
export async function countInbox({ db: { prisma } }: PremiumRig): Promise<{ kept: number; waiting: number }> {
  return {
    kept: await prisma.stripeEvent.count(),
    waiting: await prisma.stripeEvent.count({ where: { appliedAt: null } }),
  };
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteGuildCounts } from '#core/analytics/delete-guild-counts.server.ts';
import { closeDispute, openDispute, refundCharge } from '../../simulator/stripe/money-back.ts';
import { getPremium } from './get-premium.server.ts';
import { getEntitlement, isEntitled, listEntitledGuilds } from './list-entitled-guilds.server.ts';
import { listPrices } from './list-prices.server.ts';
import { listLostGuilds, recordDeletion } from './lost-guilds.server.ts';
import { moveSubscription } from './move-subscription.server.ts';
import { openPortal } from './open-portal.server.ts';
import { reconcileStripe } from './reconcile-stripe.server.ts';
import { refreshSubject } from './refresh-subscription.server.ts';
import { returnFromStripe } from './return-from-stripe.server.ts';
import { startCheckout } from './start-checkout.server.ts';
import { DAY_MS, type PremiumRig, startTestRig } from './testing/premium-rig.ts';

let rig: PremiumRig;
let guilds = 0;
beforeAll(async () => {
  rig = await startTestRig();
});
afterAll(() => rig?.close());

const anotherGuild = () => String(700_000_000_000_000_000n + BigInt(++guilds));
const payerOf = (guildId: string) => `8${guildId.slice(1)}`;
const checkout = (
  guildId: string,
  accountId = payerOf(guildId),
  lookupKey: 'premium_monthly' | 'premium_yearly' = 'premium_monthly',
) =>
  startCheckout(rig.deps, {
    ...{ guildId, accountId, lookupKey },
    ...{ successUrl: 'http://localhost:9/', cancelUrl: 'http://localhost:9/' },
  });
const sessionAt = (url: string) => {
  const session = rig.running.stripe.store.checkouts.get(url.split('/').at(-1) ?? '');
  if (!session) throw new Error('no such session');
  return session;
};
async function premiumFor(guildId: string, trialDays: number | null = null) {
  const life = await rig.subscribe(guildId, payerOf(guildId), trialDays);
  await refreshSubject(rig.deps, life.id);
  return life;
}
const stateOf = async (guildId: string) => (await getEntitlement(rig.deps, guildId)).state;
const auditOf = async (guildId: string) =>
  (await rig.db.prisma.auditEvent.findMany({ where: { guildId: BigInt(guildId) }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

test('the prices are those of Stripe', async () => {
  expect(await listPrices(rig.deps.stripe)).toMatchObject([
    { lookupKey: 'premium_monthly', amount: 900, currency: 'eur', interval: 'month', trialDays: 14 },
    { lookupKey: 'premium_yearly', amount: 9_000, currency: 'eur', interval: 'year', trialDays: 14 },
  ]);
});

test('two clicks open one checkout, another price or person closes the one before, and a paid one is the last', async () => {
  const guildId = anotherGuild();
  const [first, second] = await Promise.all([checkout(guildId), checkout(guildId)]);
  expect(second).toBe(first);
  const yearly = await checkout(guildId, payerOf(guildId), 'premium_yearly');
  expect(sessionAt(first).status).toBe('expired');
  const other = await checkout(guildId, payerOf(anotherGuild()));
  expect(sessionAt(yearly).status).toBe('expired');
  rig.running.stripe.complete(sessionAt(other));
  await expect(checkout(guildId), 'paid, and not heard of yet').rejects.toMatchObject({ code: 'conflict' });
  expect(await stateOf(guildId)).toBe('premium');
});

test('who comes back from checkout has premium though no event came; the trial is given once', async () => {
  const guildId = anotherGuild();
  const session = sessionAt(await checkout(guildId));
  await returnFromStripe(rig.deps, { guildId });
  expect(await stateOf(guildId), 'nothing is paid').toBe('never');
  const subscription = rig.running.stripe.complete(session);
  expect(subscription.status).toBe('trialing');
  await returnFromStripe(rig.deps, { guildId });
  expect(await stateOf(guildId)).toBe('premium');
  rig.running.stripe.cycle.end(subscription);
  await refreshSubject(rig.deps, subscription.id);
  const again = rig.running.stripe.complete(sessionAt(await checkout(guildId)));
  expect(again.status).toBe('active');
  const elsewhere = rig.running.stripe.complete(sessionAt(await checkout(anotherGuild(), payerOf(guildId))));
  expect(elsewhere.status, 'the payer tried it before').toBe('active');
});

test('canceled keeps the paid period and ends with it, also where nothing is heard', async () => {
  const guildId = anotherGuild();
  const life = await premiumFor(guildId);
  rig.running.stripe.cycle.cancelAtPeriodEnd(life, true);
  await refreshSubject(rig.deps, life.id);
  const endsAtMs = (life.cancel_at ?? 0) * 1000;
  expect(await listEntitledGuilds(rig.deps, [guildId])).toEqual([{ guildId, endsAtMs }]);
  rig.advance(32);
  expect(await getEntitlement(rig.deps, guildId)).toEqual({
    ...{ state: 'grace', lostAtMs: endsAtMs, deletesAtMs: endsAtMs + 14 * DAY_MS },
  });
});

test('a failed payment keeps premium while Stripe tries, then it is lost; unpaid too', async () => {
  for (const [end, status] of [
    ['canceled', 'canceled'],
    ['unpaid', 'unpaid'],
  ] as const) {
    const guildId = anotherGuild();
    const life = await premiumFor(guildId);
    rig.running.stripe.cycle.afterRetries = end;
    rig.running.stripe.store.declining.add(life.customer);
    rig.advance(32);
    await refreshSubject(rig.deps, life.id);
    expect([await stateOf(guildId), life.status]).toEqual(['premium', 'past_due']);
    rig.advance(20);
    await refreshSubject(rig.deps, life.id);
    expect([await stateOf(guildId), life.status]).toEqual(['grace', status]);
  }
  rig.running.stripe.cycle.afterRetries = 'canceled';
});

test('a refund in part, or of an earlier period, ends nothing; of the running one it ends premium at once', async () => {
  const guildId = anotherGuild();
  const life = await premiumFor(guildId);
  const { store } = rig.running.stripe;
  const first = store.chargeOf(life.latest_invoice ?? '');
  rig.advance(32);
  const second = store.chargeOf(life.latest_invoice ?? '');
  if (!first || !second) throw new Error('two months were paid');
  refundCharge(store, first);
  refundCharge(store, second, 100);
  for (const event of rig.eventsOf(life)) await rig.deliver(event);
  expect(await stateOf(guildId)).toBe('premium');
  refundCharge(store, second);
  for (const event of rig.eventsOf(life)) await rig.deliver(event);
  expect(await stateOf(guildId)).toBe('grace');
  expect(life.status, 'ended at Stripe as well').toBe('canceled');
  expect((await auditOf(guildId)).filter((action) => action === 'payment.refunded')).toHaveLength(2);
});

test('a dispute ends nothing while it is open or won, and premium at once when it is lost', async () => {
  const [won, lost] = [anotherGuild(), anotherGuild()];
  const { store } = rig.running.stripe;
  for (const guildId of [won, lost]) {
    const life = await premiumFor(guildId);
    const charge = store.chargeOf(life.latest_invoice ?? '');
    if (!charge) throw new Error('it was paid');
    const dispute = openDispute(store, charge);
    for (const event of rig.eventsOf(life)) await rig.deliver(event);
    expect(await stateOf(guildId)).toBe('premium');
    closeDispute(store, dispute, guildId === won ? 'won' : 'lost');
    for (const event of rig.eventsOf(life)) await rig.deliver(event);
  }
  expect([await stateOf(won), await stateOf(lost)]).toEqual(['premium', 'grace']);
  expect(await auditOf(lost)).toEqual(['premium.started', 'payment.disputed', 'premium.ended']);
});

test('a moved subscription entitles the other guild at once, and only the payer moves or manages it', async () => {
  const [from, to, taken] = [anotherGuild(), anotherGuild(), anotherGuild()];
  const accountId = payerOf(from);
  const session = sessionAt(await checkout(from));
  rig.running.stripe.complete(session);
  await returnFromStripe(rig.deps, { guildId: from });
  await premiumFor(taken);
  const move = (wish: Partial<Parameters<typeof moveSubscription>[1]>) =>
    moveSubscription(rig.deps, { guildId: from, accountId, toGuildId: to, ...wish });
  const portal = (who: string) =>
    openPortal(rig.deps, { guildId: from, accountId: who, returnUrl: 'http://localhost:9/' });
  await expect(move({ accountId: payerOf(to) })).rejects.toMatchObject({ code: 'not_found' });
  await expect(portal(payerOf(to))).rejects.toMatchObject({ code: 'not_found' });
  expect(await portal(accountId)).toContain('/portal/');
  await expect(move({ toGuildId: taken })).rejects.toMatchObject({ code: 'conflict' });
  await expect(move({ toGuildId: from })).rejects.toMatchObject({ code: 'bad_input' });
  rig.pass(1_000);
  await move({});
  expect([await stateOf(from), await stateOf(to)]).toEqual(['grace', 'premium']);
  expect(await auditOf(to)).toEqual(['premium.moved']);
  expect((await getPremium(rig.deps, { guildId: to, accountId })).subscription?.own).toBe(true);
  rig.pass(1_000);
  await moveSubscription(rig.deps, { guildId: to, accountId, toGuildId: from });
  expect([await stateOf(from), await stateOf(to)], 'and back').toEqual(['premium', 'grace']);
});

test('after 72 hours without an event one run makes it all true, and the next has nothing to do', async () => {
  await reconcileStripe(rig.deps);
  const [begun, ended, canceling] = [anotherGuild(), anotherGuild(), anotherGuild()];
  const lives = await Promise.all([ended, canceling].map((guildId) => premiumFor(guildId)));
  const begin = sessionAt(await checkout(begun));
  const [toEnd, toCancel] = lives;
  for (let hour = 0; hour < 72; hour += 1) {
    rig.pass(3_600_000);
    if (hour === 10) rig.running.stripe.complete(begin);
    if (hour === 40 && toEnd) rig.running.stripe.cycle.end(toEnd);
    if (hour === 60 && toCancel) rig.running.stripe.cycle.cancelAtPeriodEnd(toCancel, true);
  }
  // Much else happened in the account meanwhile: the list has many pages.
  for (let others = 0; others < 250; others += 1) rig.running.stripe.store.emit('invoice.paid', { id: `in_${others}` });
  expect([await stateOf(begun), await stateOf(ended)], 'nothing was heard').toEqual(['never', 'premium']);
  const run = await reconcileStripe(rig.deps);
  expect(run).toMatchObject({ failed: 0 });
  expect(run.missed).toBeGreaterThan(250);
  expect([await stateOf(begun), await stateOf(ended), await stateOf(canceling)]).toEqual([
    'premium',
    'grace',
    'premium',
  ]);
  expect((await getPremium(rig.deps, { guildId: canceling, accountId: '1' })).subscription?.cancelAt).not.toBe(null);
  expect(await reconcileStripe(rig.deps)).toEqual({ missed: 0, applied: 0, failed: 0 });
});

test('what cannot be applied now waits with its reason, and is applied when Stripe answers again', async () => {
  const guildId = anotherGuild();
  const life = await rig.subscribe(guildId, payerOf(guildId));
  const [event] = rig.eventsOf(life);
  if (!event) throw new Error('it began');
  rig.running.stripe.store.subscriptions.delete(life.id);
  await rig.deliver(event);
  const inbox = () => rig.db.prisma.stripeEvent.findUniqueOrThrow({ where: { id: event.id } });
  expect(await inbox()).toMatchObject({ appliedAt: null, attempts: 1, error: 'stripe_unavailable' });
  rig.running.stripe.store.subscriptions.set(life.id, life);
  await reconcileStripe(rig.deps);
  expect(await inbox()).toMatchObject({ appliedAt: expect.any(Date), attempts: 2, error: null });
  expect(await stateOf(guildId)).toBe('premium');
});

test('a subscription of another product in the same Stripe account changes nothing here', async () => {
  const price = rig.running.stripe.store.prices[0];
  const customer = [...rig.running.stripe.store.customers.keys()][0];
  if (!price || !customer) throw new Error('there are others');
  const other = rig.running.stripe.cycle.begin(customer, price, { plan: 'other' }, null);
  for (const event of rig.eventsOf(other)) await rig.deliver(event);
  expect(await rig.db.prisma.subscription.count({ where: { id: other.id } })).toBe(0);
  expect(await rig.db.prisma.stripeEvent.count({ where: { subject: other.id, appliedAt: null } })).toBe(0);
});

test('fourteen days after the loss what was counted goes, once and on record; with premium again it stays', async () => {
  const [lost, saved] = [anotherGuild(), anotherGuild()];
  for (const guildId of [lost, saved]) {
    const life = await premiumFor(guildId);
    await rig.db.prisma.channelHour.create({ data: { guildId: BigInt(guildId), channelId: 1n, fromHour: 5 } });
    rig.running.stripe.cycle.end(life);
    await refreshSubject(rig.deps, life.id);
  }
  const due = async () => (await listLostGuilds(rig.deps)).filter(({ guildId }) => [lost, saved].includes(guildId));
  const { lostAtMs } = { lostAtMs: 0, ...(await getEntitlement(rig.deps, lost)) };
  rig.pass(14 * DAY_MS - 1_000);
  expect(await due()).toEqual([]);
  rig.pass(2_000);
  expect(await due()).toEqual([lost, saved].map((guildId) => ({ guildId, lostAtMs })));
  await premiumFor(saved);
  const entitled = async (guildId: string) => !(await isEntitled(rig.deps, guildId));
  expect(await deleteGuildCounts(rig.db, saved, () => entitled(saved))).toBe(null);
  for (let run = 0; run < 2; run += 1) {
    const rows = await deleteGuildCounts(rig.db, lost, () => entitled(lost));
    expect(rows).toBe(run === 0 ? 1 : 0);
    await recordDeletion(rig.deps, { guildId: lost, lostAtMs }, rows ?? 0);
  }
  expect(await due()).toEqual([]);
  const left = await rig.db.prisma.channelHour.findMany();
  expect(left.map(({ guildId }) => guildId.toString())).toEqual([saved]);
  expect((await auditOf(lost)).filter((action) => action === 'premium.data_deleted')).toHaveLength(1);
  expect((await getPremium(rig.deps, { guildId: lost, accountId: '1' })).deletedAt).not.toBe(null);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { billingHolder } from './personal-data.server.ts';
import { sweepPayments } from './sweep-payments.server.ts';

const PAYER = 600_000_000_000_000_001n;
const whose = { guildId: 500_000_000_000_000_001n, accountId: PAYER };
const price = { amount: 900, currency: 'eur' };
let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

/** Everything about one subscription, whose last day was this. */
async function putBooks(at: Date): Promise<void> {
  const { prisma } = db;
  const times = { startedAt: at, currentPeriodEnd: at, endedAt: at, refreshedAt: at };
  await prisma.stripeCustomer.create({ data: { accountId: PAYER, customerId: 'cus_1', createdAt: at } });
  await prisma.subscription.create({
    data: { id: 'sub_1', ...whose, ...price, ...times, status: 'canceled', interval: 'month' },
  });
  await prisma.billingConfirmation.create({
    data: { invoiceId: 'in_1', subscriptionId: 'sub_1', ...whose, ...price, paidAt: at },
  });
  await prisma.paymentReversal.create({
    data: {
      ...{ id: 're_1', subscriptionId: 'sub_1', ...whose, ...price },
      ...{ kind: 'refund', whole: true, status: 'refunded', periodEnd: at, noticedAt: at },
    },
  });
}

/** What a receipt would say: until when each table's rows stay. */
async function promised(): Promise<Record<string, string | undefined>> {
  const read = billingHolder.holds
    .filter(({ duty }) => duty === 'books')
    .map(async ({ table, read }) => {
      const { rows, until } = await read(db.pool, { personId: PAYER.toString(), guildId: null });
      return [table, rows === 0 ? undefined : until?.toISOString()] as const;
    });
  return Object.fromEntries(await Promise.all(read));
}

const places = [
  'public.stripe_customer',
  'public.subscription',
  'public.billing_confirmation',
  'public.payment_reversal',
];
const all = <T>(value: T) => Object.fromEntries(places.map((place) => [place, value]));

test.each([
  ['the first instant of a year', '2019-01-01T00:00:00.000Z'],
  ['its middle', '2019-06-15T12:00:00.000Z'],
  ['its last instant', '2019-12-31T23:59:59.999Z'],
])('books of %s stay to the end of the seventh year after it, as receipts say, and no longer', async (_when, at) => {
  await putBooks(new Date(at));
  const until = '2027-01-01T00:00:00.000Z';
  expect(await promised()).toEqual(all(until));
  expect(await sweepPayments(db, Date.parse(until) - 1)).toBe(0);
  expect(await promised()).toEqual(all(until));
  expect(await sweepPayments(db, Date.parse(until))).toBe(4);
  expect(await promised()).toEqual(all(undefined));
});

test('who somebody is at Stripe goes after a month where nothing came of it, as receipts say', async () => {
  const at = new Date('2026-05-01T00:00:00.000Z');
  await db.prisma.stripeCustomer.create({ data: { accountId: PAYER, customerId: 'cus_1', createdAt: at } });
  const until = '2026-05-31T00:00:00.000Z';
  expect((await promised())['public.stripe_customer']).toBe(until);
  expect(await sweepPayments(db, Date.parse(until) - 1)).toBe(0);
  expect(await sweepPayments(db, Date.parse(until))).toBe(1);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { eventShape } from './internal/stripe-shapes.server.ts';
import { billingProbes } from './promises.server.ts';
import { keepEvents } from './receive-webhook.server.ts';
import { putPayment } from './testing/put-payment.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const CARD = '4242 4242 4242 4242';

let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

const look = (promise: string) =>
  billingProbes({ db, clock: { now: () => NOW } })
    .find((probe) => probe.promise === promise)
    ?.look();

test('P05: a card number is found wherever it is, and so is a place for one', async () => {
  await db.pool.query(
    `INSERT INTO audit_event (actor_kind, action, detail) VALUES ('system', 'a', '{"n": "4242424242424241"}')`,
  );
  expect(await look('P05')).toMatchObject({ state: 'kept', facts: { scannedAt: '2026-11-22T12:00' } });
  await db.pool.query(`INSERT INTO audit_event (actor_kind, action, detail) VALUES ('system', 'a', $1)`, [{ n: CARD }]);
  expect(await look('P05')).toMatchObject({ state: 'broken', facts: { found: ['public.audit_event.detail'] } });
  await db.pool.query(`CREATE TABLE odd (card_last4 integer, notes text[])`);
  await db.pool.query(`INSERT INTO odd (notes) VALUES (ARRAY['none', $1])`, [CARD]);
  expect(await look('P05')).toMatchObject({
    facts: { found: ['public.odd.card_last4', 'public.audit_event.detail', 'public.odd.notes'] },
  });
});

/** Numbers between 0 and 1, the same in every run. Source: Park and Miller's minimal standard. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

test('P10: of 300 events that are full of other things only what is allowed is kept', async () => {
  const random = randomFrom(11);
  const pick = <T>(...of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
  const noise = () => ({
    [pick('email', 'name', 'card', 'address', 'ip')]: pick('canary@example.com', CARD, 'Canary Street 1'),
  });
  const events = Array.from({ length: 300 }, (_, n) =>
    eventShape.parse({
      id: `evt_${n}`,
      object: 'event',
      type: pick('invoice.paid', 'customer.subscription.updated', 'charge.refunded', 'customer.updated', 'made.up'),
      created: 1_790_000_000 + n,
      ...noise(),
      data: {
        object: {
          id: pick('sub_1', 'in_1', 'ch_1'),
          object: pick('subscription', 'invoice', 'charge'),
          ...noise(),
          billing_details: noise(),
        },
      },
    }),
  );
  await keepEvents({ db, clock: { now: () => NOW } }, events);
  await putPayment(db, { at: new Date(NOW) });
  const { rows } = await db.pool.query<{ text: string }>('SELECT e::text AS text FROM stripe_event e');
  expect(rows).toHaveLength(300);
  expect(rows.filter(({ text }) => /canary|4242/i.test(text))).toEqual([]);
  expect(await look('P10')).toMatchObject({
    state: 'kept',
    facts: { keys: expect.arrayContaining(['stripe_event.type']) },
  });
  await db.pool.query(`UPDATE subscription SET status = 'paid by canary@example.com'`);
  expect(await look('P10')).toMatchObject({ state: 'broken', facts: { found: ['subscription.status'] } });
  await db.pool.query(`UPDATE subscription SET status = 'active'; ALTER TABLE stripe_event ADD COLUMN body jsonb`);
  expect(await look('P10')).toMatchObject({ state: 'broken', facts: { found: ['stripe_event.body'] } });
});

test('P41: kept to the end of the seventh year; broken by one that is older, and by one that is gone too soon', async () => {
  await putPayment(db, { at: new Date('2019-01-01T00:00:00Z') });
  expect(await look('P41')).toMatchObject({ state: 'kept', facts: { payments: 1, oldestPayment: '2019-01-01' } });
  await db.pool.query(`UPDATE billing_confirmation SET paid_at = paid_at - interval '1 millisecond'`);
  expect(await look('P41')).toMatchObject({ state: 'broken', facts: { found: ['2018-12-31'] } });
  await db.pool.query('DELETE FROM billing_confirmation; DELETE FROM subscription');
  expect(await look('P41')).toMatchObject({ state: 'broken', facts: { found: ['subscription'] } });
});

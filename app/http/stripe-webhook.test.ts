import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { startTcpProxy, type TcpProxy } from '#core/platform/testing/tcp-proxy.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { signatureOf } from '../../simulator/stripe/webhooks.ts';
import { type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let proxy: TcpProxy;
let web: RunningWeb;
beforeAll(async () => {
  db = await createTestDatabase();
  const url = new URL(db.url);
  proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  web = await startWeb({ url: url.href });
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await proxy?.close();
  await db?.close();
});

/** An event about a subscription of our own, as the simulated Stripe would send it. */
function newEvent(guildId: string): string {
  const { stripe } = web.simulator.stripe;
  const [price] = stripe.store.prices;
  if (!price) throw new Error('there are prices');
  const life = stripe.cycle.begin('cus_1', price, { guild_id: guildId, account_id: guildId }, null);
  const event = stripe.store.events.find(({ data }) => data.object !== null && JSON.stringify(data).includes(life.id));
  return JSON.stringify(event);
}

async function post(payload: string, headers: Record<string, string> = {}): Promise<number> {
  const { secret } = web.simulator.stripe.stripe.webhooks;
  const response = await fetch(`${web.origin}/webhooks/stripe`, {
    method: 'POST',
    body: payload,
    headers: { 'stripe-signature': signatureOf(secret, payload, Math.floor(Date.now() / 1000)), ...headers },
  });
  await response.body?.cancel();
  return response.status;
}

test('an event is kept when it is answered, and applied soon after; who sends it from where does not matter', async () => {
  const guildId = '500000000000000001';
  const payload = newEvent(guildId);
  expect(await post(payload, { origin: 'https://elsewhere.example' })).toBe(200);
  expect(await db.prisma.stripeEvent.count()).toBe(1);
  expect(await post(payload), 'once more').toBe(200);
  expect(await db.prisma.stripeEvent.count()).toBe(1);
  await expect.poll(() => db.prisma.premiumPeriod.count({ where: { guildId: BigInt(guildId) } })).toBe(1);
});

test('what is not signed, was altered on its way or is old is refused', async () => {
  const payload = newEvent('500000000000000002');
  const { secret } = web.simulator.stripe.stripe.webhooks;
  const now = Math.floor(Date.now() / 1000);
  expect(await post(payload, { 'stripe-signature': '' })).toBe(400);
  expect(await post(`${payload} `, { 'stripe-signature': signatureOf(secret, payload, now) })).toBe(400);
  expect(await post(payload, { 'stripe-signature': signatureOf(secret, payload, now - 400) })).toBe(400);
});

test('without the database nothing is answered with 2xx, and afterwards it is taken', async () => {
  const payload = newEvent('500000000000000003');
  const before = await db.prisma.stripeEvent.count();
  proxy.cut();
  expect(await post(payload)).toBe(503);
  expect(await post(payload)).toBe(503);
  proxy.restore();
  await expect.poll(() => post(payload), { timeout: 10_000 }).toBe(200);
  expect(await db.prisma.stripeEvent.count()).toBe(before + 1);
});

// Last, because the server closes a connection whose request it did not read to the end.
test('what is larger than any event is refused', async () => {
  expect(await post(' '.repeat(600_000))).toBe(413);
});

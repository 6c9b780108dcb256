import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { afterEach, expect, test, vi } from 'vitest';
import { parseForm } from './form.ts';
import { type RunningStripe, startStripe } from './start-stripe.ts';

const DAY_MS = 86_400_000;
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function start(): Promise<RunningStripe & { client: Stripe }> {
  const started = await startStripe();
  running.push(started);
  return { ...started, client: clientOf(started, started.stripe.secretKey) };
}

/** The official client, unchanged. */
function clientOf({ url }: RunningStripe, key: string): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });
}

async function checkout(client: Stripe, days?: number) {
  const customer = await client.customers.create({ metadata: { account_id: '1' } });
  const [price] = (await client.prices.list({ lookup_keys: ['premium_monthly'], active: true })).data;
  const session = await client.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: price?.id ?? '', quantity: 1 }],
    success_url: 'http://localhost:9/done?id={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:9/back',
    subscription_data: { metadata: { guild_id: '7' }, ...(days ? { trial_period_days: days } : {}) },
  });
  return { customer, session };
}

const press = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

async function subscribe(client: Stripe, days?: number) {
  const { customer, session } = await checkout(client, days);
  await press(session.url ?? '', { decision: 'pay' });
  const { subscription } = await client.checkout.sessions.retrieve(session.id);
  return { customer, id: String(subscription) };
}

test('the form encoding of Stripe', () => {
  expect(parseForm('a=1&b[c]=2&b[d][0][e]=3&b[d][1][e]=4&f[]=5&f[]=6&g[0]=7')).toEqual({
    a: '1',
    b: { c: '2', d: [{ e: '3' }, { e: '4' }] },
    f: ['5', '6'],
    g: ['7'],
  });
});

test('the client pays on the hosted page, and the trial becomes a paid period', async () => {
  const { client, stripe } = await start();
  const { customer, session } = await checkout(client, 14);
  const shown = await (await fetch(session.url ?? '')).text();
  expect(shown).toContain('Simulated Stripe');
  expect(shown).toContain('14 days free');
  expect(await (await press(session.url ?? '', { decision: 'decline' })).text()).toContain('Your card was declined.');
  const back = await press(session.url ?? '', { decision: 'back' });
  expect(back.headers.get('location')).toBe('http://localhost:9/back');
  const paid = await press(session.url ?? '', { decision: 'pay' });
  expect(paid.headers.get('location')).toBe(`http://localhost:9/done?id=${session.id}`);
  expect((await press(session.url ?? '', { decision: 'pay' })).status, 'a second click').toBe(404);

  const [trial] = (await client.subscriptions.list({ customer: customer.id })).data;
  expect(trial).toMatchObject({ status: 'trialing', metadata: { guild_id: '7' } });
  stripe.cycle.runUntil(stripe.clock.now() + 15 * DAY_MS);
  expect(await client.subscriptions.retrieve(trial?.id ?? '')).toMatchObject({ status: 'active' });
  const invoices = await client.invoices.list({ subscription: trial?.id ?? '' });
  expect(invoices.data.map(({ status, total }) => [status, total])).toEqual([
    ['paid', 900],
    ['paid', 0],
  ]);
  const types = [];
  for await (const { type } of client.events.list({ limit: 2 })) types.unshift(type);
  expect(types).toEqual([
    'customer.created',
    'customer.subscription.created',
    'invoice.paid',
    'checkout.session.completed',
    'invoice.paid',
    'customer.subscription.updated',
  ]);
});

test('a payment fails, is tried three times more, and then the subscription ends; a good card in between saves it', async () => {
  const { client, stripe } = await start();
  const lost = await subscribe(client);
  const saved = await subscribe(client);
  for (const { customer } of [lost, saved]) stripe.store.declining.add(customer.id);
  stripe.cycle.runUntil(stripe.clock.now() + 32 * DAY_MS);
  expect((await client.subscriptions.retrieve(lost.id)).status).toBe('past_due');
  stripe.store.declining.delete(saved.customer.id);
  stripe.cycle.runUntil(stripe.clock.now() + 20 * DAY_MS);
  expect((await client.subscriptions.retrieve(lost.id)).status).toBe('canceled');
  expect((await client.subscriptions.retrieve(saved.id)).status).toBe('active');
  const failures = await client.events.list({ type: 'invoice.payment_failed', limit: 100 });
  expect(failures.data).toHaveLength(5);
});

test('the portal switches with proration, cancels at the end of the period, and takes that back', async () => {
  const { client, stripe } = await start();
  const { customer, id } = await subscribe(client);
  const { url } = await client.billingPortal.sessions.create({
    customer: customer.id,
    return_url: 'http://localhost:9/',
  });
  stripe.cycle.runUntil(stripe.clock.now() + 15 * DAY_MS);
  await press(url, { act: 'switch', subscription: id });
  const yearly = await client.subscriptions.retrieve(id);
  expect(yearly.items.data[0]?.price.lookup_key).toBe('premium_yearly');
  const [proration] = (await client.invoices.list({ subscription: id })).data;
  expect(proration?.lines.data.map(({ amount }) => Math.sign(amount))).toEqual([-1, 1]);
  await press(url, { act: 'cancel', subscription: id });
  const canceling = await client.subscriptions.retrieve(id);
  expect(canceling.cancel_at).toBe(canceling.items.data[0]?.current_period_end);
  await press(url, { act: 'resume', subscription: id });
  expect((await client.subscriptions.retrieve(id)).cancel_at).toBe(null);
  await press(url, { act: 'cancel', subscription: id });
  stripe.cycle.runUntil(stripe.clock.now() + 366 * DAY_MS);
  expect((await client.subscriptions.retrieve(id)).status).toBe('canceled');
});

test('what it knows outlives a restart where it has a file', async () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'procord-stripe-')), 'stripe.json');
  const first = await startStripe({ file });
  const before = clientOf(first, first.stripe.secretKey);
  const { id } = await subscribe(before, 14);
  first.stripe.cycle.runUntil(first.stripe.clock.now() + 15 * DAY_MS);
  const { session } = await checkout(before);
  await first.stop();
  const second = await startStripe({ file });
  running.push(second);
  const after = clientOf(second, second.stripe.secretKey);
  expect(await after.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
  expect((await after.events.list({ limit: 100 })).data).toHaveLength(first.stripe.store.events.length);
  const { url } = await after.checkout.sessions.retrieve(session.id);
  expect((await press(url ?? '', { decision: 'pay' })).status).toBe(303);
});

test('a key of another is refused, mistakes have their codes, and a request repeated by its key happens once', async () => {
  const { client, ...stripe } = await start();
  await expect(clientOf(stripe, 'sk_test_wrong').products.list()).rejects.toThrow(
    Stripe.errors.StripeAuthenticationError,
  );
  await expect(client.subscriptions.retrieve('sub_none')).rejects.toMatchObject({ code: 'resource_missing' });
  await expect(client.customers.create({ metadata: {}, phone: '1' })).rejects.toMatchObject({
    code: 'parameter_unknown',
    param: 'phone',
  });
  const once = { idempotencyKey: 'once' };
  const [first, second] = [
    await client.customers.create({ metadata: { a: '1' } }, once),
    await client.customers.create({ metadata: { a: '1' } }, once),
  ];
  expect(second.id).toBe(first.id);
  await expect(client.customers.create({ metadata: { a: '2' } }, once)).rejects.toThrow(
    Stripe.errors.StripeIdempotencyError,
  );
});

test('events are signed, tried again until they are taken, sent twice or newest first where asked, or not at all', async () => {
  const { client, stripe } = await start();
  const taken: { type: string; id: string }[] = [];
  let refusals = 2;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      const signature = String(request.headers['stripe-signature']);
      const event = client.webhooks.constructEvent(text, signature, stripe.webhooks.secret);
      refusals -= 1;
      if (refusals < 0) taken.push({ type: event.type, id: event.id });
      response.writeHead(refusals < 0 ? 200 : 503).end();
    });
  });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    }),
  );
  running.push({ stop: () => new Promise((resolve) => server.close(() => resolve())) });
  stripe.webhooks.endpoint = `http://127.0.0.1:${port}/`;
  await client.customers.create({});
  // It is taken before Stripe knows.
  await vi.waitFor(() => expect(stripe.webhooks.counts).toMatchObject({ delivered: 1, failed: 2 }), {
    timeout: 10_000,
  });
  expect(taken).toHaveLength(1);

  Object.assign(stripe.webhooks.manners, { copies: 2, disorder: true });
  taken.length = 0;
  await subscribe(client);
  await vi.waitFor(() => expect(taken).toHaveLength(8), { timeout: 10_000 });
  const arrival = [...new Set(taken.map(({ id }) => id))];
  const order = stripe.store.events.slice(1).map(({ id }) => id);
  expect(arrival).not.toEqual(order);
  expect([...arrival].sort()).toEqual([...order].sort());

  stripe.webhooks.manners.silent = true;
  await client.customers.create({});
  expect(stripe.webhooks.counts.dropped).toBeGreaterThan(0);
});

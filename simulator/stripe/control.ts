import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { closeDispute, openDispute, refundCharge } from './money-back.ts';
import type { SimulatedStripe } from './simulated-stripe.ts';

const endpointWish = z.strictObject({ url: z.url().nullable() });
const webhooksWish = z.strictObject({
  silent: z.boolean().optional(),
  copies: z.int().min(1).max(10).optional(),
  disorder: z.boolean().optional(),
});
const clockWish = z.strictObject({
  advanceMs: z
    .int()
    .min(0)
    .max(3 * 365 * 86_400_000),
});
const cardWish = z.strictObject({ customer: z.string(), declines: z.boolean() });
const settingsWish = z.strictObject({ afterRetries: z.enum(['canceled', 'unpaid']) });
const refundWish = z.strictObject({ subscription: z.string(), amount: z.int().min(1).optional() });
const disputeWish = z.strictObject({ subscription: z.string(), outcome: z.enum(['won', 'lost']).optional() });

class Unknown extends Error {}

/** What tests and tools may do to the simulated Stripe; nothing of it exists on the real one. README.md has the list. */
export function createStripeControl(stripe: SimulatedStripe): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof Unknown) return c.json({ error: error.message }, 404);
    if (error instanceof SyntaxError) return c.json({ error: 'The body must be JSON.' }, 400);
    throw error;
  });
  const { store, webhooks } = stripe;
  app.get('/state', (c) =>
    c.json({
      nowMs: stripe.clock.now(),
      webhooks: { endpoint: webhooks.endpoint, ...webhooks.manners, ...webhooks.counts },
      calls: Object.fromEntries(stripe.calls),
      subscriptions: [...store.subscriptions.values()],
      events: store.events.map(({ id, type, created }) => ({ id, type, created })),
    }),
  );
  app.post('/endpoint', async (c) => {
    webhooks.endpoint = (await read(c, endpointWish)).url;
    return c.json({ endpoint: webhooks.endpoint });
  });
  app.post('/webhooks', async (c) => {
    const { silent, copies, disorder } = await read(c, webhooksWish);
    if (silent !== undefined) webhooks.manners.silent = silent;
    if (copies !== undefined) webhooks.manners.copies = copies;
    if (disorder !== undefined) webhooks.manners.disorder = disorder;
    return c.json(webhooks.manners);
  });
  app.post('/clock', async (c) => {
    const { advanceMs } = await read(c, clockWish);
    stripe.cycle.runUntil(stripe.clock.now() + advanceMs);
    return c.json({ nowMs: stripe.clock.now() });
  });
  app.post('/settings', async (c) => {
    stripe.cycle.afterRetries = (await read(c, settingsWish)).afterRetries;
    return c.json({ afterRetries: stripe.cycle.afterRetries });
  });
  app.post('/card', async (c) => {
    const { customer, declines } = await read(c, cardWish);
    if (!store.customers.has(customer)) throw new Unknown(`there is no customer ${customer}`);
    if (declines) store.declining.add(customer);
    else store.declining.delete(customer);
    return c.json({ customer, declines });
  });
  app.post('/refund', async (c) => {
    const { subscription, amount } = await read(c, refundWish);
    return c.json(refundCharge(store, chargeOf(stripe, subscription), amount));
  });
  /** Opens a dispute about the newest charge, or decides the one that is open. */
  app.post('/dispute', async (c) => {
    const { subscription, outcome } = await read(c, disputeWish);
    const charge = chargeOf(stripe, subscription);
    const open = [...store.disputes.values()].find((one) => one.charge === charge.id) ?? openDispute(store, charge);
    if (outcome) closeDispute(store, open, outcome);
    return c.json(open);
  });
  return app;
}

function chargeOf(stripe: SimulatedStripe, subscription: string) {
  const charges = [...stripe.store.invoices.values()]
    .filter((invoice) => invoice.parent.subscription_details.subscription === subscription)
    .map((invoice) => stripe.store.chargeOf(invoice.id))
    .filter((charge) => charge !== undefined);
  const newest = charges.at(-1);
  if (!newest) throw new Unknown(`nothing was paid for ${subscription}`);
  return newest;
}

async function read<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await c.req.text();
  return schema.parse(text === '' ? {} : JSON.parse(text));
}

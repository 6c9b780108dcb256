import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { billingRoutes } from './api/billing.ts';
import { checkoutRoutes } from './api/checkout.ts';
import { moneyRoutes } from './api/money.ts';
import type { Route } from './api/route.ts';
import { subscriptionRoutes } from './api/subscriptions.ts';
import { asStripeError, unknownKey, unknownUrl } from './errors.ts';
import { parseForm } from './form.ts';
import { IdempotencyKeys } from './idempotency.ts';
import type { SimulatedStripe } from './simulated-stripe.ts';

const routes: readonly Route[] = [...billingRoutes, ...checkoutRoutes, ...subscriptionRoutes, ...moneyRoutes];

/** Stripe's API under /v1: authentication, form encoding, idempotency, errors. */
export function createStripeApi(stripe: SimulatedStripe): Hono {
  const app = new Hono();
  const keys = new IdempotencyKeys(() => stripe.clock.machine());
  let requests = 0;
  const answer = (status: number, body: string, replayed = false) => {
    requests += 1;
    return new Response(body, {
      status,
      headers: {
        'content-type': 'application/json',
        'request-id': `req_sim${requests.toString(36).padStart(6, '0')}`,
        ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
      },
    });
  };
  const failure = (error: unknown) => {
    const known = asStripeError(error);
    return answer(known.status, JSON.stringify(known.body(), null, 2));
  };
  const run = async (route: Route, c: Context): Promise<Response> => {
    try {
      if (!isKnown(c.req.header('authorization'), stripe.secretKey)) throw unknownKey();
      const text = route.method === 'GET' ? new URL(c.req.url).search.slice(1) : await c.req.text();
      const name = `${route.method} ${route.path}`;
      stripe.calls.set(name, (stripe.calls.get(name) ?? 0) + 1);
      stripe.settle();
      const key = route.method === 'POST' ? c.req.header('idempotency-key') : undefined;
      const request = `${c.req.method} ${c.req.path}\n${text}`;
      const before = key === undefined ? undefined : keys.before(key, request);
      if (before) return answer(before.status, before.body, true);
      const given = route.answer({ stripe, params: parseForm(text), id: c.req.param('id') ?? '' });
      const body = JSON.stringify(given, null, 2);
      if (key !== undefined) keys.keep(key, request, { status: 200, body });
      return answer(200, body);
    } catch (error) {
      return failure(error);
    }
  };
  for (const route of routes) app.on(route.method, `/v1${route.path}`, (c) => run(route, c));
  app.all('/v1/*', (c) => failure(unknownUrl(c.req.method, c.req.path)));
  return app;
}

function isKnown(authorization: string | undefined, secretKey: string): boolean {
  const given = Buffer.from(authorization ?? '');
  const expected = Buffer.from(`Bearer ${secretKey}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

import { z } from 'zod';
import { missing, StripeApiError } from '../errors.ts';
import type { CheckoutSession, PortalSession } from '../objects.ts';
import type { Route } from './route.ts';

const DAY_S = 86_400;
const metadata = z.record(z.string(), z.string().max(500));
const text = z.string().min(1);

const create = z.strictObject({
  mode: z.literal('subscription'),
  customer: text,
  line_items: z.tuple([z.strictObject({ price: text, quantity: z.literal('1') })]),
  success_url: z.url(),
  cancel_url: z.url().optional(),
  client_reference_id: z.string().max(200).optional(),
  expires_at: z.coerce.number().int().optional(),
  locale: z.string().optional(),
  metadata: metadata.default({}),
  subscription_data: z
    .strictObject({
      metadata: metadata.default({}),
      trial_period_days: z.coerce.number().int().min(1).max(730).optional(),
    })
    .prefault({}),
});
const portal = z.strictObject({ customer: text, return_url: z.url().optional(), locale: z.string().optional() });

/** Checkout and portal sessions. */
export const checkoutRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/checkout/sessions',
    answer: ({ stripe, params }) => {
      const wish = create.parse(params);
      const { store } = stripe;
      if (!store.customers.has(wish.customer)) throw missing('customer', wish.customer, 'customer');
      const [{ price }] = wish.line_items;
      if (!store.price(price)) throw missing('price', price, 'line_items[0][price]');
      const now = stripe.clock.seconds();
      const id = store.id('cs_test');
      const session: CheckoutSession = {
        id,
        object: 'checkout.session',
        cancel_url: wish.cancel_url ?? null,
        client_reference_id: wish.client_reference_id ?? null,
        created: now,
        customer: wish.customer,
        expires_at: wish.expires_at ?? now + DAY_S,
        livemode: false,
        metadata: wish.metadata,
        mode: 'subscription',
        payment_status: 'unpaid',
        status: 'open',
        subscription: null,
        success_url: wish.success_url,
        url: `${stripe.url}/checkout/${id}`,
      };
      store.checkouts.set(id, session);
      const { metadata: own, trial_period_days: days } = wish.subscription_data;
      store.plans.set(id, { price, metadata: own, trialDays: days ?? null });
      return session;
    },
  },
  {
    method: 'GET',
    path: '/checkout/sessions/:id',
    answer: ({ stripe, id }) => stripe.store.checkouts.get(id) ?? refuse('checkout.session', id),
  },
  {
    method: 'POST',
    path: '/checkout/sessions/:id/expire',
    answer: ({ stripe, id }) => {
      const session = stripe.store.checkouts.get(id);
      if (!session) throw missing('checkout.session', id);
      if (session.status !== 'open')
        throw new StripeApiError(400, 'Only Checkout Sessions with a status in ["open"] can be expired.');
      stripe.expire(session);
      return session;
    },
  },
  {
    method: 'POST',
    path: '/billing_portal/sessions',
    answer: ({ stripe, params }) => {
      const wish = portal.parse(params);
      if (!stripe.store.customers.has(wish.customer)) throw missing('customer', wish.customer, 'customer');
      const id = stripe.store.id('bps');
      const session: PortalSession = {
        id,
        object: 'billing_portal.session',
        created: stripe.clock.seconds(),
        customer: wish.customer,
        livemode: false,
        return_url: wish.return_url ?? null,
        url: `${stripe.url}/portal/${id}`,
      };
      stripe.store.portals.set(id, session);
      return session;
    },
  },
];

function refuse(what: string, id: string): never {
  throw missing(what, id);
}

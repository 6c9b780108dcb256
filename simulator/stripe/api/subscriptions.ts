import { z } from 'zod';
import { itemOf } from '../billing-cycle.ts';
import { missing, StripeApiError } from '../errors.ts';
import { pageOf, pageParams } from '../lists.ts';
import type { SimulatedStripe } from '../simulated-stripe.ts';
import type { Route } from './route.ts';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const update = z.strictObject({
  /** '' removes a name. */
  metadata: z.record(z.string(), z.string().max(500)).optional(),
  cancel_at_period_end: flag.optional(),
  items: z.tuple([z.strictObject({ id: z.string(), price: z.string() })]).optional(),
  proration_behavior: z.enum(['create_prorations', 'always_invoice']).optional(),
});
const cancel = z.strictObject({ prorate: flag.optional(), invoice_now: flag.optional() });
const subscriptionList = z.strictObject({
  ...pageParams,
  customer: z.string().optional(),
  status: z.string().optional(),
});
const invoiceList = z.strictObject({
  ...pageParams,
  customer: z.string().optional(),
  subscription: z.string().optional(),
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
});

function subscriptionOf(stripe: SimulatedStripe, id: string) {
  const found = stripe.store.subscriptions.get(id);
  if (!found) throw missing('subscription', id);
  return found;
}

/** Subscriptions and their invoices. */
export const subscriptionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/subscriptions',
    answer: ({ stripe, params }) => {
      const { customer, status, ...page } = subscriptionList.parse(params);
      const found = [...stripe.store.subscriptions.values()].filter(
        (one) =>
          (customer === undefined || one.customer === customer) &&
          (status === 'all' || (status === undefined ? one.status !== 'canceled' : one.status === status)),
      );
      return pageOf('/v1/subscriptions', found, page);
    },
  },
  { method: 'GET', path: '/subscriptions/:id', answer: ({ stripe, id }) => subscriptionOf(stripe, id) },
  {
    method: 'POST',
    path: '/subscriptions/:id',
    answer: ({ stripe, params, id }) => {
      const subscription = subscriptionOf(stripe, id);
      const wish = update.parse(params);
      if (subscription.status === 'canceled')
        throw new StripeApiError(400, 'A canceled subscription can only update its cancellation_details and metadata.');
      if (wish.metadata) {
        const before = { metadata: { ...subscription.metadata } };
        for (const [name, value] of Object.entries(wish.metadata))
          if (value === '') delete subscription.metadata[name];
          else subscription.metadata[name] = value;
        stripe.store.emit('customer.subscription.updated', subscription, before);
      }
      if (wish.items) {
        const [{ id: item, price }] = wish.items;
        if (item !== itemOf(subscription).id) throw missing('subscription_item', item, 'items[0][id]');
        const wanted = stripe.store.price(price);
        if (!wanted) throw missing('price', price, 'items[0][price]');
        stripe.cycle.switchPrice(subscription, wanted);
      }
      if (wish.cancel_at_period_end !== undefined)
        stripe.cycle.cancelAtPeriodEnd(subscription, wish.cancel_at_period_end);
      return subscription;
    },
  },
  {
    method: 'DELETE',
    path: '/subscriptions/:id',
    answer: ({ stripe, params, id }) => {
      const subscription = subscriptionOf(stripe, id);
      cancel.parse(params);
      if (subscription.status === 'canceled') throw missing('subscription', id);
      stripe.cycle.end(subscription);
      return subscription;
    },
  },
  {
    method: 'GET',
    path: '/invoices',
    answer: ({ stripe, params }) => {
      const { customer, subscription, status, ...page } = invoiceList.parse(params);
      const found = [...stripe.store.invoices.values()].filter(
        (one) =>
          (customer === undefined || one.customer === customer) &&
          (subscription === undefined || one.parent.subscription_details.subscription === subscription) &&
          (status === undefined || one.status === status),
      );
      return pageOf('/v1/invoices', found, page);
    },
  },
  {
    method: 'GET',
    path: '/invoices/:id',
    answer: ({ stripe, id }) => {
      const invoice = stripe.store.invoices.get(id);
      if (!invoice) throw missing('invoice', id);
      return invoice;
    },
  },
];

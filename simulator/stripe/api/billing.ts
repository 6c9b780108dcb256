import { z } from 'zod';
import { missing } from '../errors.ts';
import { createdParam, isWithin, pageOf, pageParams } from '../lists.ts';
import type { Route } from './route.ts';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const metadata = z.record(z.string(), z.string().max(500));

const priceList = z.strictObject({
  ...pageParams,
  active: flag.optional(),
  lookup_keys: z.array(z.string()).max(10).optional(),
  product: z.string().optional(),
});
const customerCreate = z.strictObject({ metadata: metadata.default({}), email: z.email().optional() });
const eventList = z.strictObject({
  ...pageParams,
  created: createdParam,
  type: z.string().optional(),
  types: z.array(z.string()).max(20).optional(),
});

/** Products, prices, customers, events. */
export const billingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/products',
    answer: ({ stripe, params }) =>
      pageOf(
        '/v1/products',
        [stripe.store.product],
        z.strictObject({ ...pageParams, active: flag.optional() }).parse(params),
      ),
  },
  {
    method: 'GET',
    path: '/prices',
    answer: ({ stripe, params }) => {
      const { active, lookup_keys: keys, product, ...page } = priceList.parse(params);
      const found = stripe.store.prices.filter(
        (price) =>
          (active === undefined || price.active === active) &&
          (keys === undefined || keys.includes(price.lookup_key)) &&
          (product === undefined || price.product === product),
      );
      return pageOf('/v1/prices', found, page);
    },
  },
  {
    method: 'POST',
    path: '/customers',
    answer: ({ stripe, params }) => {
      const wish = customerCreate.parse(params);
      const id = stripe.store.id('cus');
      const customer = {
        id,
        object: 'customer' as const,
        balance: 0,
        created: stripe.clock.seconds(),
        email: wish.email ?? null,
        livemode: false as const,
        metadata: wish.metadata,
      };
      stripe.store.customers.set(id, customer);
      stripe.store.emit('customer.created', customer);
      return customer;
    },
  },
  {
    method: 'GET',
    path: '/customers/:id',
    answer: ({ stripe, id }) => stripe.store.customers.get(id) ?? refuse('customer', id),
  },
  {
    method: 'GET',
    path: '/events',
    answer: ({ stripe, params }) => {
      const { created, type, types, ...page } = eventList.parse(params);
      const found = stripe.store
        .listedEvents()
        .filter(
          (event) =>
            isWithin(event.created, created) &&
            (type === undefined || event.type === type) &&
            (types === undefined || types.includes(event.type)),
        );
      return pageOf('/v1/events', found, page);
    },
  },
  {
    method: 'GET',
    path: '/events/:id',
    answer: ({ stripe, id }) =>
      stripe.store.listedEvents().find((event) => event.id === id) ?? refuse('notification event', id),
  },
];

function refuse(what: string, id: string): never {
  throw missing(what, id);
}

import { z } from 'zod';
import { Recent } from '#core/platform/recent.ts';
import { readShape } from './internal/stripe-shapes.server.ts';
import { type OfferedPrice, priceLookupKeySchema, priceLookupKeys } from './schema.ts';
import { ask, type StripeAccess } from './stripe.server.ts';

const AGE_MS = 60_000;

const priceShape = z.object({
  id: z.string(),
  lookup_key: priceLookupKeySchema,
  unit_amount: z.number().int(),
  currency: z.string(),
  recurring: z.object({
    interval: z.enum(['month', 'year']),
    trial_period_days: z.number().int().positive().nullable(),
  }),
});

export interface StripePrice extends OfferedPrice {
  id: string;
}

const remembered = new WeakMap<StripeAccess, Recent<StripePrice[]>>();

/** The prices of premium as Stripe has them, a minute old at most, the shorter interval first. */
export function listPrices(stripe: StripeAccess): Promise<StripePrice[]> {
  const recent = remembered.get(stripe) ?? new Recent<StripePrice[]>(1);
  remembered.set(stripe, recent);
  return recent.get('prices', AGE_MS, async () => {
    const { data } = await ask(
      stripe.client.prices.list({ lookup_keys: [...priceLookupKeys], active: true, limit: priceLookupKeys.length }),
    );
    return data
      .map((price) => readShape(priceShape, price))
      .map(({ id, lookup_key: lookupKey, unit_amount: amount, currency, recurring }) => ({
        ...{ id, lookupKey, amount, currency },
        interval: recurring.interval,
        trialDays: recurring.trial_period_days,
      }))
      .sort((a, b) => priceLookupKeys.indexOf(a.lookupKey) - priceLookupKeys.indexOf(b.lookupKey));
  });
}

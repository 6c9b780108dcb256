import { z } from 'zod';
import { reasonSchema } from '#core/platform/reason.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';

export const grantPremiumSchema = z.object({
  guildId: snowflakeSchema,
  reason: reasonSchema,
  /** The last day, as a date field sends it; empty: until revoked. */
  endsOn: z
    .union([z.literal(''), z.iso.date()])
    .default('')
    .transform((day) => (day === '' ? null : day)),
});

export const revokePremiumSchema = z.object({ guildId: snowflakeSchema, reason: reasonSchema });

/** By these names Stripe's dashboard offers the prices of premium. */
export const priceLookupKeys = ['premium_monthly', 'premium_yearly'] as const;
export const priceLookupKeySchema = z.enum(priceLookupKeys);
export type PriceLookupKey = z.infer<typeof priceLookupKeySchema>;

/** A price as Stripe has it. `amount` in the currency's smallest unit. */
export interface OfferedPrice {
  lookupKey: PriceLookupKey;
  amount: number;
  currency: string;
  interval: 'month' | 'year';
  /** Days free for who never had premium; null where the price has none. */
  trialDays: number | null;
}

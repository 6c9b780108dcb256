import { z } from 'zod';
import { AppError } from '#core/platform/app-error.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';

const at = z.number().transform((seconds) => new Date(seconds * 1_000));
/** Stripe answers with an id, or with the whole object where it was asked to expand it. */
const ref = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

/** Who and what a subscription is for, as this product wrote it into the subscription at Stripe. */
const ownMetadata = z.object({ guild_id: snowflakeSchema, account_id: snowflakeSchema });

export const subscriptionShape = z.object({
  id: z.string(),
  status: z.string(),
  metadata: z.record(z.string(), z.string()),
  start_date: at,
  trial_end: at.nullable(),
  cancel_at: at.nullable(),
  ended_at: at.nullable(),
  items: z.object({
    data: z
      .array(
        z.object({
          current_period_end: at,
          price: z.object({
            unit_amount: z.number().int().nullable(),
            currency: z.string(),
            recurring: z.object({ interval: z.string() }).nullable(),
          }),
        }),
      )
      .min(1),
  }),
});
export type SubscriptionShape = z.infer<typeof subscriptionShape>;

export const invoiceShape = z.object({
  id: z.string(),
  amount_paid: z.number().int(),
  currency: z.string(),
  status_transitions: z.object({ paid_at: at.nullable() }),
  lines: z.object({ data: z.array(z.object({ period: z.object({ end: at }) })) }),
  parent: z
    .object({ subscription_details: z.object({ subscription: ref }).nullish() })
    .nullish()
    .transform((parent) => parent?.subscription_details?.subscription ?? null),
});

export const chargeShape = z.object({
  id: z.string(),
  amount_refunded: z.number().int(),
  currency: z.string(),
  refunded: z.boolean(),
});

export const disputeShape = z.object({
  id: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  status: z.string(),
});

export const invoicePaymentShape = z.object({ invoice: ref });

export const eventShape = z.object({
  id: z.string().regex(/^evt_\w{1,200}$/),
  object: z.literal('event'),
  type: z.string().max(100),
  created: at,
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});
export type EventShape = z.infer<typeof eventShape>;

/** Reads an answer of Stripe's. @throws AppError 'stripe_unavailable' where it has another shape */
export function readShape<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError('stripe_unavailable', 'Stripe answered in another shape', { cause: parsed.error });
}

/** The guild and the payer of a subscription; null for one that this product did not make. */
export function ownersOf({ metadata }: SubscriptionShape): { guildId: string; accountId: string } | null {
  const own = ownMetadata.safeParse(metadata);
  return own.success ? { guildId: own.data.guild_id, accountId: own.data.account_id } : null;
}

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

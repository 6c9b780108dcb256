import { z } from 'zod';
import { snowflakeSchema } from '#core/platform/snowflake.ts';

const reason = z.string().trim().min(3).max(500);

export const grantPremiumSchema = z.object({
  guildId: snowflakeSchema,
  reason,
  /** The last day, as a date field sends it; empty: until revoked. */
  endsOn: z
    .union([z.literal(''), z.iso.date()])
    .default('')
    .transform((day) => (day === '' ? null : day)),
});

export const revokePremiumSchema = z.object({ guildId: snowflakeSchema, reason });

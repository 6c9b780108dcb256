import { z } from 'zod';
import { snowflakeSchema } from '#core/platform/snowflake.ts';

/**
 * What the commands read of an INTERACTION_CREATE for a slash command; anything else is not for them.
 * Source: Discord API reference, "Interaction Object".
 */
export const slashInteractionSchema = z.object({
  id: snowflakeSchema,
  application_id: snowflakeSchema,
  /** 2: APPLICATION_COMMAND. */
  type: z.literal(2),
  token: z.string().min(1).max(512),
  guild_id: snowflakeSchema.optional(),
  guild_locale: z.string().max(32).optional(),
  locale: z.string().max(32).default('en-US'),
  member: z.object({ user: z.object({ id: snowflakeSchema }), permissions: z.string().regex(/^\d{1,20}$/) }).optional(),
  data: z.object({
    name: z.string().max(32),
    /** 1: CHAT_INPUT. */
    type: z.literal(1),
    options: z
      .array(z.object({ name: z.string(), value: z.unknown() }))
      .max(25)
      .default([]),
  }),
});

export type SlashInteraction = z.infer<typeof slashInteractionSchema>;

export function booleanOption(interaction: SlashInteraction, name: string): boolean {
  return interaction.data.options.some((option) => option.name === name && option.value === true);
}

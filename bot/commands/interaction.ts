import { z } from 'zod';
import { snowflakeSchema } from '#core/platform/snowflake.ts';

/** Discord's option type of a subcommand. */
const SUBCOMMAND = 1;

const chosenSchema = z.object({ name: z.string().max(32), value: z.unknown().optional() });

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
  channel_id: snowflakeSchema.optional(),
  locale: z.string().max(32).default('en-US'),
  member: z.object({ user: z.object({ id: snowflakeSchema }), permissions: z.string().regex(/^\d{1,20}$/) }).optional(),
  data: z.object({
    name: z.string().max(32),
    /** 1: CHAT_INPUT. */
    type: z.literal(1),
    options: z
      .array(chosenSchema.extend({ type: z.number().optional(), options: z.array(chosenSchema).max(25).optional() }))
      .max(25)
      .default([]),
  }),
});

export type SlashInteraction = z.infer<typeof slashInteractionSchema>;

/** What was run: the command's name, with that of the subcommand behind it, and the options chosen for it. */
export function readUse({ data }: SlashInteraction): { key: string; chosen: ReadonlyMap<string, unknown> } {
  const subcommand = data.options.find(({ type }) => type === SUBCOMMAND);
  const options = subcommand ? (subcommand.options ?? []) : data.options;
  return {
    key: subcommand ? `${data.name} ${subcommand.name}` : data.name,
    chosen: new Map(options.map(({ name, value }) => [name, value])),
  };
}

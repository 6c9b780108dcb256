import { z } from 'zod';
import { snowflakeSchema } from '#core/platform/snowflake.ts';

/** Discord's option type of a subcommand. */
const SUBCOMMAND = 1;

const chosenSchema = z.object({ name: z.string().max(32), value: z.unknown().optional() });

/** Source: Discord API reference, "Interaction Object". */
const anyInteraction = z.object({
  id: snowflakeSchema,
  application_id: snowflakeSchema,
  token: z.string().min(1).max(512),
  guild_id: snowflakeSchema.optional(),
  guild_locale: z.string().max(32).optional(),
  channel_id: snowflakeSchema.optional(),
  locale: z.string().max(32).default('en-US'),
  member: z.object({ user: z.object({ id: snowflakeSchema }), permissions: z.string().regex(/^\d{1,20}$/) }).optional(),
  /** In a direct message, instead of `member`. */
  user: z.object({ id: snowflakeSchema }).optional(),
});

const slashSchema = anyInteraction.extend({
  /** 2: APPLICATION_COMMAND. */
  type: z.literal(2),
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

const buttonSchema = anyInteraction.extend({
  /** 3: MESSAGE_COMPONENT. */
  type: z.literal(3),
  /** 2: a button. */
  data: z.object({ component_type: z.literal(2), custom_id: z.string().max(100) }),
});

const formSchema = anyInteraction.extend({
  /** 5: MODAL_SUBMIT. */
  type: z.literal(5),
  data: z.object({
    custom_id: z.string().max(100),
    components: z
      .array(z.object({ component: z.object({ custom_id: z.string().max(100), value: z.string().max(4_000) }) }))
      .max(5),
  }),
});

/** What the commands read of an INTERACTION_CREATE: of a slash command, a button of an answer or a form; else it is not for them. */
export const interactionSchema = z.discriminatedUnion('type', [slashSchema, buttonSchema, formSchema]);

export type Interaction = z.infer<typeof interactionSchema>;

export interface ReadUse {
  /** The command's name, with that of the subcommand behind it. */
  key: string;
  /** The options chosen for it. */
  chosen: ReadonlyMap<string, unknown>;
  /** Of a button: what the answer put behind it. Null for others. */
  pressed: string | null;
  /** Of a form: what the command put behind it, and what was written into its fields. Null for others. */
  filled: { argument: string; fields: ReadonlyMap<string, string> } | null;
}

/** The id of a button or a form: the key of the command that answers it, and what that put behind it. */
export function customId(key: string, argument: string): string {
  return `${key}:${argument}`;
}

/** What was run or pressed. */
export function readUse(interaction: Interaction): ReadUse {
  if (interaction.type !== 2) {
    const [key = '', ...rest] = interaction.data.custom_id.split(':');
    const argument = rest.join(':');
    if (interaction.type === 3) return { key, chosen: new Map(), pressed: argument, filled: null };
    const fields = new Map(
      interaction.data.components.map(({ component: { custom_id, value } }) => [custom_id, value]),
    );
    return { key, chosen: new Map(), pressed: null, filled: { argument, fields } };
  }
  const { data } = interaction;
  const subcommand = data.options.find(({ type }) => type === SUBCOMMAND);
  const options = subcommand ? (subcommand.options ?? []) : data.options;
  return {
    key: subcommand ? `${data.name} ${subcommand.name}` : data.name,
    chosen: new Map(options.map(({ name, value }) => [name, value])),
    pressed: null,
    filled: null,
  };
}

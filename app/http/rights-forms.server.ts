import { z } from 'zod';
import { listSharedGuilds } from '#core/guilds/list-shared-guilds.server.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import { type Asker, openRequest } from '#core/privacy/open-request.server.ts';
import type { Ask } from '#core/privacy/schema.ts';
import {
  type AskedRight,
  EVERYWHERE,
  type RightFormData,
  type RightProblem,
  rightFields,
  WORDS_LENGTH,
} from '../components/privacy/rights-props.ts';
import type { Dependencies } from './dependencies.server.ts';

/** The purpose that rests on interests of others, so that people can object to it and have it restricted. */
const COUNTING = 'count-activity';

const scope = z.union([z.literal(EVERYWHERE).transform(() => null), snowflakeSchema]);
const way = z.enum(['begin', 'end']);
const words = z
  .string()
  .transform((text) => text.replaceAll('\r\n', '\n').trim())
  .pipe(z.string().min(1).max(WORDS_LENGTH));

/** What each form asks for, from its fields. `username` is what has to be typed for what cannot be taken back. */
function askOf(right: AskedRight, username: string): z.ZodType<Ask> {
  switch (right) {
    case 'export':
      return z.object({ scope }).transform((form) => ({ right, guildId: form.scope }));
    case 'correct':
      return z.object({ scope, words }).transform((form) => ({ right, guildId: form.scope, words: form.words }));
    case 'erase':
      return z
        .object({
          scope,
          confirm: z
            .string()
            .trim()
            .refine((typed) => typed === username),
        })
        .transform((form) => ({ right, guildId: form.scope }));
    default:
      return z
        .object({ scope, way })
        .transform((form) => ({ right, guildId: form.scope, purpose: COUNTING, undo: form.way === 'end' }));
  }
}

/**
 * Asks for what a form of the privacy centre asks for.
 * @returns the request, or what is wrong with the form
 */
export async function runRightForm(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  asker: Asker & { username: string },
  { right, fields }: { right: AskedRight; fields: Record<string, string> },
): Promise<{ requestId: string; key: string | null } | RightProblem> {
  const parsed = askOf(right, asker.username).safeParse(fields);
  if (parsed.success) return openRequest({ db, clock }, asker, parsed.data);
  const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
  return {
    wrong: rightFields.filter((field) => wrong.has(field)),
    values: Object.fromEntries(
      rightFields.flatMap((field) =>
        fields[field] === undefined ? [] : [[field, fields[field].slice(0, 2 * WORDS_LENGTH)]],
      ),
    ),
  };
}

/** What a form of the privacy centre offers: the guilds that the person shares with the bot, and the one they came with. */
export async function readRightForm(
  { db }: Pick<Dependencies, 'db'>,
  right: AskedRight,
  { username, names, guild }: { username: string; names: ReadonlyMap<string, string>; guild: string | null },
): Promise<RightFormData> {
  const shared = await listSharedGuilds(db, [...names.keys()]);
  const chosen = snowflakeSchema.safeParse(guild).success && guild !== null ? guild : '';
  const offered = new Map([...names].filter(([id]) => shared.has(id)));
  if (chosen !== '' && !offered.has(chosen)) offered.set(chosen, names.get(chosen) ?? chosen);
  const guilds = [...offered].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
  return { right, username, guilds, chosen };
}

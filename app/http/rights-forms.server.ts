import { z } from 'zod';
import { listOwnSubscriptions } from '#core/billing/list-own-subscriptions.server.ts';
import { openPortal } from '#core/billing/open-portal.server.ts';
import { listSharedGuilds } from '#core/guilds/list-shared-guilds.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import { type Asker, openRequest } from '#core/privacy/open-request.server.ts';
import type { Ask } from '#core/privacy/schema.ts';
import { paths } from '../components/paths.ts';
import {
  type AskedRight,
  EVERYWHERE,
  type RightFormData,
  type RightProblem,
  rightFields,
  WORDS_LENGTH,
} from '../components/privacy/rights-props.ts';
import type { Dependencies } from './dependencies.server.ts';
import { billingDeps } from './premium-forms.server.ts';

/**
 * Stripe's page on which a person ends what they pay for, whether or not they manage the guild.
 * @throws AppError 'bad_input' · 'not_found' where they do not pay for it
 */
export async function openPortalFromErasure(
  deps: Dependencies,
  { personId, guildId }: { personId: string; guildId: string | undefined },
): Promise<string> {
  const parsed = snowflakeSchema.safeParse(guildId);
  if (!parsed.success) throw new AppError('bad_input', 'not the id of a guild');
  return openPortal(billingDeps(deps), {
    ...{ guildId: parsed.data, accountId: personId },
    returnUrl: `${deps.config.web.origin}${paths.right('erase')}`,
  });
}

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
  { db, stripe }: Pick<Dependencies, 'db' | 'stripe'>,
  right: AskedRight,
  {
    personId,
    username,
    names,
    guild,
  }: { personId: string; username: string; names: ReadonlyMap<string, string>; guild: string | null },
): Promise<RightFormData> {
  const [shared, paid] = await Promise.all([
    listSharedGuilds(db, [...names.keys()]),
    right === 'erase' ? listOwnSubscriptions(db, { accountId: personId }) : [],
  ]);
  const chosen = snowflakeSchema.safeParse(guild).success && guild !== null ? guild : '';
  const offered = new Map([...names].filter(([id]) => shared.has(id)));
  if (chosen !== '' && !offered.has(chosen)) offered.set(chosen, names.get(chosen) ?? chosen);
  const guilds = [...offered].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
  const subscriptions = paid.map(({ guildId, endsAt }) => ({ guildId, name: names.get(guildId) ?? null, endsAt }));
  return { right, username, guilds, chosen, subscriptions, sells: stripe !== null };
}

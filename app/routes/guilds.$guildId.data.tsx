import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { AppError } from '#core/platform/app-error.ts';
import { countGuildHeld, MOST_COUNTED } from '#core/privacy/count-guild-held.server.ts';
import { openRequest } from '#core/privacy/open-request.server.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { GuildDataPage } from '../components/privacy/GuildDataPage.tsx';
import { answer, formFields } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** What the forms of this page send. `confirm`: the user name, where nothing can be taken back. */
const formSchema = z.object({ intent: z.enum(['export', 'erase']), confirm: z.string().default('') });

/** What is held of a guild itself: for its owner alone. */
export const loader = answer(async (args: LoaderFunctionArgs) => {
  const { account, guild } = await requireOwnGuild(args);
  return {
    guild: { id: guild.id, name: guild.name },
    username: account.username,
    held: await countGuildHeld(args.context.deps.rights, guild.id),
    mostCounted: MOST_COUNTED,
  };
});

export const action = answer(async (args: ActionFunctionArgs) => {
  const { account, guild } = await requireOwnGuild(args);
  const { context, request } = args;
  const { intent, confirm } = formSchema.parse(await formFields(request));
  if (intent === 'erase' && confirm.trim() !== account.username)
    return data({ mistyped: confirm.slice(0, 100) }, { status: 400 });
  const asker = { personId: account.id, surface: 'dashboard' as const, locale: await context.locale() };
  const ask = { right: intent, of: 'guild' as const, guildId: guild.id };
  const { requestId, key } = await openRequest(context.deps, asker, ask);
  if (key !== null) context.state = { ...context.state, k: { r: requestId, k: key } };
  throw redirect(paths.request(requestId));
});

async function requireOwnGuild({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  const found = await requireGuild(context, request, params);
  if (found.guild.right !== 'owner') throw new AppError('not_allowed', 'only the owner may ask for a guild');
  return found;
}

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('privacy-centre:guild.title'));

export default function GuildData() {
  const sent = useActionData<typeof action>();
  return <GuildDataPage data={useLoaderData<typeof loader>()} mistyped={sent?.mistyped ?? null} />;
}

import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readGuildUse } from '#core/ai/read-guild-use.server.ts';
import { setGuildOptOut } from '#core/ai/set-guild-opt-out.server.ts';
import { GuildAiPage } from '../components/ai/GuildAiPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { offeredTo } from '../http/ai.server.ts';
import { readChoice } from '../http/ai-forms.server.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** Whether models may be used for a guild, and what was used up for it today. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  return {
    guild: { id: guild.id, name: guild.name },
    offered: offeredTo('guild').map(([name, { budget }]) => ({ name, mostNanos: budget.guildNanos })),
    use: await readGuildUse(context.deps, { guildId: guild.id }),
    done: new URL(request.url).searchParams.get('done') === 'saved',
  };
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const choice = readChoice(await formFields(request), 'guild');
  await setGuildOptOut(context.deps, { guildId: guild.id }, { ...choice, personId: account.id });
  return redirect(`${paths.guildAi(guild.id)}?done=saved`);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('ai:guild.title'));

export default function GuildAi() {
  return <GuildAiPage {...useLoaderData<typeof loader>()} />;
}

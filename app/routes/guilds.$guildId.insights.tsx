import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { pageTitle } from '../components/frame/page-title.ts';
import { InsightsPage } from '../components/insights/InsightsPage.tsx';
import { paths } from '../components/paths.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readInsights, runInsightsForm } from '../http/guild-insights.server.ts';

/** What changed in seven days of a guild, in sentences beside their numbers. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  const search = new URL(request.url).searchParams;
  return readInsights(context.deps, { guild, locale: await context.locale(), search });
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const outcome = await runInsightsForm(context.deps, {
    fields: await formFields(request),
    guild,
    accountId: account.id,
    locale: await context.locale(),
    signal: request.signal,
  });
  if ('problem' in outcome) return data(outcome.problem, { status: 409 });
  throw redirect(`${paths.guildInsights(guild.id)}?done=${outcome.done}`);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('insights:title'));

export default function Insights() {
  const page = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  return <InsightsPage {...page} problem={problem ?? null} />;
}

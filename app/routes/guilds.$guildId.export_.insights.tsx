import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { InsightsPage } from '../components/export/InsightsPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer, formData } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readInsights, runInsightsForm } from '../http/insights.server.ts';

/** Discord's own numbers beside ours. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  return {
    guild: { id: guild.id, name: guild.name },
    ...(await readInsights(context.deps, guild)),
    deleted: new URL(request.url).searchParams.get('done') === 'deleted',
  };
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const form = await formData(request);
  const outcome = await runInsightsForm(context.deps, { form, guildId: guild.id, accountId: account.id });
  if (outcome instanceof Response) return outcome;
  const isRefused = 'problem' in outcome || outcome.sent.every((file) => 'refused' in file);
  return data(outcome, { status: isRefused ? 400 : 200 });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('export:insights.title'));

export default function Insights() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const outcome = sent && ('sent' in sent || 'problem' in sent) ? sent : null;
  return <InsightsPage {...page} outcome={outcome} />;
}

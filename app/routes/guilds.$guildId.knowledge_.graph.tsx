import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { pageTitle } from '../components/frame/page-title.ts';
import { GraphPage } from '../components/knowledge/GraphPage.tsx';
import { answer, formFields } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readGraph } from '../http/knowledge.server.ts';
import { runGraphForm } from '../http/knowledge-forms.server.ts';

/** What a guild's community knows, as a picture and as a list. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  return readGraph(context.deps, guild);
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const asked = { fields: await formFields(request), guildId: guild.id, accountId: account.id };
  const outcome = await runGraphForm(context.deps, asked);
  if (outcome === null || outcome instanceof Response) return outcome;
  return data(outcome, { status: outcome.conflict ? 409 : 400 });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('knowledge:graph.title'));

export default function Graph() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return <GraphPage data={page} problem={sent && 'intent' in sent ? sent : null} />;
}

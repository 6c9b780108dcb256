import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { pageTitle } from '../components/frame/page-title.ts';
import { NewNodePage } from '../components/knowledge/NewNodePage.tsx';
import { answer, formFields } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readNewNode } from '../http/knowledge.server.ts';
import { runNewNode } from '../http/knowledge-forms.server.ts';

/** Something that a guild's community knows is written down. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  return readNewNode(context.deps, guild, new URL(request.url).searchParams);
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const asked = { fields: await formFields(request), guildId: guild.id, accountId: account.id };
  const outcome = await runNewNode(context.deps, asked);
  return outcome instanceof Response ? outcome : data(outcome, { status: outcome.conflict ? 409 : 400 });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('knowledge:form.newTitle'));

export default function NewNode() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return <NewNodePage {...page} problem={sent && 'intent' in sent ? sent : null} />;
}

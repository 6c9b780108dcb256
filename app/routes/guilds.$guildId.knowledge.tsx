import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '../components/frame/page-title.ts';
import { KnowledgePage } from '../components/knowledge/KnowledgePage.tsx';
import { answer, formFields } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readKnowledge } from '../http/knowledge.server.ts';
import { runListForm } from '../http/knowledge-forms.server.ts';

/** What a guild's community knows. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  return readKnowledge(context.deps, guild, new URL(request.url).searchParams);
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  return runListForm(context.deps, {
    fields: await formFields(request),
    guildId: guild.id,
    accountId: account.id,
  });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('knowledge:title'));

export default function Knowledge() {
  return <KnowledgePage {...useLoaderData<typeof loader>()} />;
}

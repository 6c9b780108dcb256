import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { pageTitle } from '../components/frame/page-title.ts';
import { ImportPage } from '../components/knowledge/ImportPage.tsx';
import type { ImportOutcome } from '../components/knowledge/import-props.ts';
import { answer, formData } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { knowledgeGuild } from '../http/knowledge.server.ts';
import { runKnowledgeImport } from '../http/knowledge-import.server.ts';

/** Knowledge from the guild's structure or from a file. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  return knowledgeGuild(guild);
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const form = await formData(request);
  const outcome = await runKnowledgeImport(context.deps, { form, guildId: guild.id, accountId: account.id });
  if (outcome instanceof Response) return outcome;
  return data(outcome, { status: 'preview' in outcome ? 200 : 'wrong' in outcome ? 400 : 409 });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('knowledge:import.title'));

export default function Import() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>() as ImportOutcome | undefined;
  return <ImportPage {...page} outcome={sent ?? null} />;
}

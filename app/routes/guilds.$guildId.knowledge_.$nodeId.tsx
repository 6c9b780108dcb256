import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { AppError } from '#core/platform/app-error.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { NodePage } from '../components/knowledge/NodePage.tsx';
import { answer, formFields } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readNodePage } from '../http/knowledge.server.ts';
import { runNodeForm } from '../http/knowledge-forms.server.ts';

/** Something that a guild's community knows. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild, account } = await requireGuild(context, request, params);
  const asked = { guild, account, nodeId: nodeIdOf(params) };
  return readNodePage(context.deps, asked, new URL(request.url).searchParams);
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const asked = { guildId: guild.id, accountId: account.id, nodeId: nodeIdOf(params) };
  const outcome = await runNodeForm(context.deps, { ...asked, fields: await formFields(request) });
  return outcome instanceof Response ? outcome : data(outcome, { status: outcome.conflict ? 409 : 400 });
});

function nodeIdOf({ nodeId }: Record<string, string | undefined>): string {
  const id = z.uuid().safeParse(nodeId);
  if (!id.success) throw new AppError('not_found', 'not the id of a node');
  return id.data;
}

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  pageTitle(matches, (t) => data?.node.title ?? t('knowledge:title'));

export default function KnowledgeNode() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return <NodePage data={page} problem={sent && 'intent' in sent ? sent : null} />;
}

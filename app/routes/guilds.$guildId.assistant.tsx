import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { AssistantPage } from '../components/assistant/AssistantPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { readAssistant } from '../http/assistant.server.ts';
import { problemStatus } from '../http/assistant-ask.server.ts';
import { runAssistantForm } from '../http/assistant-forms.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** A new question, and the conversations that the person has had about the guild. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  return readAssistant(context.deps, { account, guild }, new URL(request.url).searchParams);
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const asked = { fields: await formFields(request), locale: await context.locale(), signal: request.signal };
  const outcome = await runAssistantForm(context.deps, { personId: account.id, guildId: guild.id }, asked);
  return outcome instanceof Response ? outcome : data(outcome, { status: problemStatus(outcome) });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('assistant:page.title'));

export default function Assistant() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return <AssistantPage data={page} problem={sent && 'kind' in sent ? sent : null} />;
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { AppError } from '#core/platform/app-error.ts';
import { ThreadPage } from '../components/assistant/ThreadPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { readThread } from '../http/assistant.server.ts';
import { problemStatus } from '../http/assistant-ask.server.ts';
import { runThreadForm } from '../http/assistant-forms.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** A conversation of the person's own. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  return readThread(context.deps, { account, guild, threadId: threadIdOf(params) }, new URL(request.url).searchParams);
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const scope = { personId: account.id, guildId: guild.id };
  const outcome = await runThreadForm(context.deps, scope, {
    fields: await formFields(request),
    locale: await context.locale(),
    signal: request.signal,
    threadId: threadIdOf(params),
  });
  if (outcome === null || outcome instanceof Response) return outcome;
  return data(outcome, { status: problemStatus(outcome) });
});

function threadIdOf({ threadId }: Record<string, string | undefined>): string {
  const id = z.uuid().safeParse(threadId);
  if (!id.success) throw new AppError('not_found', 'not the id of a conversation');
  return id.data;
}

export const meta: MetaFunction<typeof loader> = ({ matches, data: page }) =>
  pageTitle(matches, (t) => page?.thread.title ?? t('assistant:page.title'));

export default function Thread() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return <ThreadPage key={page.thread.id} data={page} problem={sent && 'kind' in sent ? sent : null} />;
}

import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listOptOuts } from '#core/ai/list-opt-outs.server.ts';
import { listOwnCalls } from '#core/ai/list-own-calls.server.ts';
import { getExpiry } from '#core/assistant/get-expiry.server.ts';
import { OwnAiPage } from '../components/ai/OwnAiPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { beforeCall, offeredTo } from '../http/ai.server.ts';
import { runOwnForm } from '../http/ai-forms.server.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { requirePerson } from '../http/guards.server.ts';
import { guildNamesSoon } from '../http/own-guilds.server.ts';

const LISTED = 25;

/** Whether models may be used for the person signed in, and every time that one was. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { id: personId } = await requirePerson(context, request);
  const { searchParams } = new URL(request.url);
  const before = beforeCall.parse(searchParams.get('before'));
  const [out, kept, page, names] = await Promise.all([
    listOptOuts(context.deps.db, { personId }),
    getExpiry(context.deps.db, { personId }),
    listOwnCalls(context.deps.db, { personId }, { before, limit: LISTED }),
    guildNamesSoon(context),
  ]);
  return {
    offered: offeredTo('person').map(([name]) => name),
    out,
    kept,
    page,
    before,
    names: Object.fromEntries(names),
    done: searchParams.get('done') === 'saved',
  };
});

export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const { id: personId } = await requirePerson(context, request);
  await runOwnForm(context.deps, { personId }, await formFields(request));
  return redirect(`${paths.ownAi}?done=saved`);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('ai:own.title'));

export default function OwnAi() {
  return <OwnAiPage {...useLoaderData<typeof loader>()} />;
}

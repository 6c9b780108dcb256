import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { AppError } from '#core/platform/app-error.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { RightPage } from '../components/privacy/RightPage.tsx';
import { isAskedRight } from '../components/privacy/rights-props.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { requirePerson } from '../http/guards.server.ts';
import { guildNamesSoon } from '../http/own-guilds.server.ts';
import { openPortalFromErasure, readRightForm, runRightForm } from '../http/rights-forms.server.ts';

/** One right as a form, for the person signed in. `?guild=` is the guild they come from. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { id, username } = await requirePerson(context, request);
  const right = rightOf(params);
  const guild = new URL(request.url).searchParams.get('guild');
  return readRightForm(context.deps, right, { personId: id, username, names: await guildNamesSoon(context), guild });
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { id, username } = await requirePerson(context, request);
  const right = rightOf(params);
  const fields = await formFields(request);
  if (right === 'erase' && fields.intent === 'portal')
    throw redirect(await openPortalFromErasure(context.deps, { personId: id, guildId: fields.guildId }));
  const asker = { personId: id, username, surface: 'dashboard' as const, locale: await context.locale() };
  const outcome = await runRightForm(context.deps, asker, { right, fields });
  if ('wrong' in outcome) return data(outcome, { status: 400 });
  const { requestId, key } = outcome;
  if (key !== null) context.state = { ...context.state, k: { r: requestId, k: key } };
  throw redirect(paths.request(requestId));
});

function rightOf({ right }: { right?: string }) {
  if (!isAskedRight(right)) throw new AppError('not_found', 'no such right');
  return right;
}

export const meta: MetaFunction<typeof loader> = ({ matches, data: page }) =>
  pageTitle(matches, (t) => t(page ? `privacy-centre:right.${page.right}.title` : 'privacy-centre:me.title'));

export default function Right() {
  const problem = useActionData<typeof action>();
  return <RightPage data={useLoaderData<typeof loader>()} problem={problem ?? null} />;
}

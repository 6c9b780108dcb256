import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getAccount } from '#core/accounts/get-account.server.ts';
import { getMail } from '#core/accounts/get-mail.server.ts';
import { listAccesses } from '#core/accounts/list-accesses.server.ts';
import { AccountPage } from '../components/accounts/AccountPage.tsx';
import { accountDone } from '../components/accounts/props.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { runAccountForm } from '../http/account-forms.server.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { requireAccount } from '../http/guards.server.ts';

const doneSchema = z.enum(accountDone).nullable().catch(null);

/** A person's own account: who they are here, where they are signed in, what they chose. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { id } = await requireAccount(context, request);
  const { theme, locale } = await context.preferences();
  const [account, accesses, mail] = await Promise.all([
    getAccount(context.deps, { accountId: id, sessionId: context.state.s ?? '' }),
    listAccesses(context.deps, { personId: id }),
    context.deps.config.mail ? getMail(context.deps, { accountId: id }) : null,
  ]);
  return {
    ...account,
    accesses,
    mail,
    theme,
    locale,
    locales: context.deps.locales,
    done: doneSchema.parse(new URL(request.url).searchParams.get('done')),
  };
});

export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const { id } = await requireAccount(context, request);
  const outcome = await runAccountForm(context.deps, {
    fields: await formFields(request),
    accountId: id,
    sessionId: context.state.s ?? '',
    locale: await context.locale(),
  });
  if (outcome === 'mistyped' || outcome === 'no-address') return data({ problem: outcome }, { status: 400 });
  if (outcome !== 'deleted') return redirect(`${paths.account}?done=${outcome}`);
  context.state = {};
  return redirect('/?done=account-deleted');
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('accounts:page.title'));

export default function Account() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return <AccountPage data={page} problem={sent && 'problem' in sent ? sent.problem : null} />;
}

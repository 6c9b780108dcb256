import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listConsents } from '#core/consent/list-consents.server.ts';
import { consentFormSchema } from '#core/consent/schema.ts';
import { ConsentsPage } from '../components/consent/ConsentsPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { answer, readForm } from '../http/answer.server.ts';
import { answerConsent } from '../http/consents.server.ts';
import { requireAccount } from '../http/guards.server.ts';

/** What the person consents to, and how they came to it. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const account = await requireAccount(context, request);
  return { consents: await listConsents(context.deps.db, { userId: account.id }) };
});

export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const account = await requireAccount(context, request);
  const { intent, purpose } = await readForm(request, consentFormSchema);
  await answerConsent(context.deps, { userId: account.id }, intent, {
    purpose,
    surface: 'consents',
    locale: await context.locale(),
  });
  throw redirect(`${paths.consents}#${purpose}`);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('consent:title'));

export default function Consents() {
  return <ConsentsPage {...useLoaderData<typeof loader>()} />;
}

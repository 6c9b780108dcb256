import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listConsents } from '#core/consent/list-consents.server.ts';
import { consentFormSchema } from '#core/consent/schema.ts';
import { isAppError } from '#core/platform/app-error.ts';
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
  try {
    await answerConsent(context.deps, { userId: account.id, sessionId: context.state.s ?? '' }, intent, {
      purpose,
      surface: 'consents',
      locale: await context.locale(),
    });
  } catch (error) {
    if (isAppError(error) && error.code === 'conflict') return data({ noAddress: true }, { status: 400 });
    throw error;
  }
  throw redirect(`${paths.consents}#${purpose}`);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('consent:title'));

export default function Consents() {
  const noAddress = useActionData<typeof action>() !== undefined;
  return <ConsentsPage {...useLoaderData<typeof loader>()} noAddress={noAddress} />;
}

import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { stopMail, topicOfStop } from '#core/accounts/stop-mail.server.ts';
import { withdrawConsent } from '#core/consent/withdraw-consent.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { StopMailPage } from '../components/accounts/StopMailPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer } from '../http/answer.server.ts';

/** The address that stands in each mail: looking changes nothing, as mail programs look by themselves. */
export const loader = answer(async ({ params, context }: LoaderFunctionArgs) => {
  const topic = topicOfStop(context.deps, params.token ?? '');
  if (!topic) throw new AppError('not_found', 'stood in no mail');
  return { topic };
});

/** Stops the mails, for the page's button and for the one click of a mail program (RFC 8058). No session is asked for. */
export const action = answer(async ({ params, context }: ActionFunctionArgs) => {
  const stop = await stopMail(context.deps, params.token ?? '');
  if (!stop) throw new AppError('not_found', 'stood in no mail');
  if (stop.topic === 'policy')
    await withdrawConsent(
      context.deps,
      { userId: stop.accountId },
      { purpose: 'mail', surface: 'mail', locale: await context.locale() },
    );
  return { stopped: true };
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('accounts:stop.title'));

export default function StopMail() {
  const { topic } = useLoaderData<typeof loader>();
  return <StopMailPage topic={topic} stopped={useActionData<typeof action>() !== undefined} />;
}

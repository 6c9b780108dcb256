import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { WelcomePage } from '../components/consent/WelcomePage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { readWelcome, runWelcomeForm } from '../http/welcome.server.ts';

/** What is told before anything about a person is kept. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => readWelcome(context, request));

export const action = answer(async ({ request, context }: ActionFunctionArgs) =>
  data(await runWelcomeForm(context, await formFields(request)), { status: 400 }),
);

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('welcome:title'));

export default function Welcome() {
  const problem = useActionData<typeof action>();
  return <WelcomePage {...useLoaderData<typeof loader>()} problem={problem ?? null} />;
}

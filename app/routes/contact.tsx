import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { isAppError } from '#core/platform/app-error.ts';
import { getAnswerTimes } from '#core/support/get-answer-times.server.ts';
import { openCase } from '#core/support/open-case.server.ts';
import { openCaseSchema } from '#core/support/schema.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { ContactPage, type ContactProblem } from '../components/support/ContactPage.tsx';
import { answer, formFields } from '../http/answer.server.ts';
import { requireFewLetters } from '../http/guards.server.ts';

/** The way to those who run this instance. Open to everybody, also to somebody who is suspended. */
export const loader = answer(async ({ context }: LoaderFunctionArgs) => ({
  times: await getAnswerTimes(context.deps),
  mailAddress: context.deps.config.mailIntake?.address ?? null,
  signedIn: (await context.account()) !== null,
}));

export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const { topic = '', words = '' } = await formFields(request);
  const values = { topic, words: words.slice(0, 4_000) };
  const parsed = openCaseSchema.safeParse({ topic, words });
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    const fields = (['topic', 'words'] as const).filter((name) => names.has(name));
    return data({ problem: { message: null, fields, values } satisfies ContactProblem }, { status: 400 });
  }
  try {
    const account = await requireFewLetters(context);
    const asked = { ...parsed.data, channel: 'form' as const, accountId: account?.id ?? null };
    return redirect(`/contact/${await openCase(context.deps, asked)}`);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'too_many_requests') throw error;
    return data({ problem: { message: 'tooMany', fields: [], values } satisfies ContactProblem }, { status: 429 });
  }
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('contact:title'));

export default function Contact() {
  const sent = useActionData<typeof action>();
  return <ContactPage {...useLoaderData<typeof loader>()} problem={sent && 'problem' in sent ? sent.problem : null} />;
}

import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { isAppError } from '#core/platform/app-error.ts';
import { reportUnderAge } from '#core/support/report-under-age.server.ts';
import { reportUnderAgeSchema } from '#core/support/schema.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { UnderAgePage, type UnderAgeProblem } from '../components/support/UnderAgePage.tsx';
import { answer, formFields } from '../http/answer.server.ts';
import { requireFewLetters } from '../http/guards.server.ts';

/** Anybody says that an account is of a person under age. Open to everybody. */
export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const { personId = '', words = '' } = await formFields(request);
  const values = { personId: personId.slice(0, 30), words: words.slice(0, 4_000) };
  const parsed = reportUnderAgeSchema.safeParse({ personId: personId.trim(), words });
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    const fields = (['personId', 'words'] as const).filter((name) => names.has(name));
    return data({ problem: { tooMany: false, fields, values } satisfies UnderAgeProblem }, { status: 400 });
  }
  try {
    const account = await requireFewLetters(context);
    const asked = { ...parsed.data, channel: 'form' as const, accountId: account?.id ?? null };
    return redirect(`/contact/${await reportUnderAge(context.deps, asked)}`);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'too_many_requests') throw error;
    return data({ problem: { tooMany: true, fields: [], values } satisfies UnderAgeProblem }, { status: 429 });
  }
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('contact:underAge.title'));

export default function UnderAge() {
  const sent = useActionData<typeof action>();
  return <UnderAgePage problem={sent && 'problem' in sent ? sent.problem : null} />;
}

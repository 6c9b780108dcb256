import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { answeringRoles } from '#core/accounts/rules/staff.ts';
import { listCorrections } from '#core/privacy/list-corrections.server.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { CorrectionsPage } from '../components/staff/CorrectionsPage.tsx';
import { answer, formFields } from '../http/answer.server.ts';
import { runCorrectionForm } from '../http/correction-forms.server.ts';
import { requireRole } from '../http/guards.server.ts';

/** Corrections that people asked for and nobody answered. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { id } = await requireRole(context, request, answeringRoles);
  return {
    viewerId: id,
    corrections: await listCorrections(context.deps.db),
    isDone: new URL(request.url).searchParams.get('done') === 'answered',
  };
});

export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const { id } = await requireRole(context, request, answeringRoles);
  const problem = await runCorrectionForm(context.deps, { fields: await formFields(request), staffId: id });
  return problem ? data(problem, { status: 400 }) : redirect(`${paths.corrections}?done=answered`);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('staff:corrections.title'));

export default function Corrections() {
  const problem = useActionData<typeof action>();
  return <CorrectionsPage {...useLoaderData<typeof loader>()} problem={problem ?? null} />;
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { pageTitle } from '../components/frame/page-title.ts';
import { GovernancePage } from '../components/operator/GovernancePage.tsx';
import { governanceIntents } from '../components/operator/governance-props.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { readGovernance, runGovernanceForm } from '../http/governance.server.ts';
import { requireStaff } from '../http/guards.server.ts';

const query = z.object({ done: z.enum(governanceIntents), id: z.string().max(40) });

/** What people vouch for and look over, for staff. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  await requireStaff(context, request);
  const { done, id } = query.safeParse(Object.fromEntries(new URL(request.url).searchParams)).data ?? {};
  return { ...(await readGovernance(context.deps)), done: done && id ? { kind: done, id } : null };
});

export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const staff = await requireStaff(context, request);
  const outcome = await runGovernanceForm(context.deps, {
    fields: await formFields(request),
    staffId: staff.id,
    locale: await context.locale(),
  });
  if ('done' in outcome) {
    const { kind, id } = outcome.done;
    return redirect(`/operator/promises?${new URLSearchParams({ done: kind, id })}`);
  }
  return data({ problem: outcome.problem }, { status: outcome.status });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('operator:governance.title'));

export default function Governance() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const problem = sent && 'problem' in sent ? sent.problem : null;
  return <GovernancePage {...page} done={problem ? null : page.done} problem={problem} />;
}

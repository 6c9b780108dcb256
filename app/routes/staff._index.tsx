import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { listAccesses } from '#core/accounts/list-accesses.server.ts';
import { listStaff } from '#core/accounts/list-staff.server.ts';
import { answeringRoles, reviewingRoles } from '#core/accounts/rules/staff.ts';
import { countSamples } from '#core/ai/count-samples.server.ts';
import { listCorrections } from '#core/privacy/list-corrections.server.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { staffIntents } from '../components/staff/props.ts';
import { StaffPage } from '../components/staff/StaffPage.tsx';
import { answer, formFields } from '../http/answer.server.ts';
import { requireRole } from '../http/guards.server.ts';
import { runStaffForm } from '../http/staff-forms.server.ts';

const doneSchema = z.enum(staffIntents).nullable().catch(null);

/** What staff opened, and who is staff. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { id, roles, staff } = await requireRole(context, request);
  const answers = roles.some((role) => answeringRoles.some((one) => one === role));
  const reviewing = roles.some((role) => reviewingRoles.some((one) => one === role));
  const [accesses, members, corrections, reviews] = await Promise.all([
    listAccesses(context.deps, { staffId: id }),
    staff ? listStaff(context.deps) : null,
    answers ? listCorrections(context.deps.db) : null,
    reviewing ? countSamples(context.deps.db) : null,
  ]);
  const waiting = corrections?.length ?? null;
  return {
    roles,
    accesses,
    members,
    corrections: waiting,
    reviews: reviews?.waiting ?? null,
    done: doneSchema.parse(new URL(request.url).searchParams.get('done')),
  };
});

export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const staff = await requireRole(context, request);
  const outcome = await runStaffForm(context.deps, {
    fields: await formFields(request),
    staff,
    locale: await context.locale(),
  });
  if ('done' in outcome) return redirect(`${paths.staff}?done=${outcome.done}`);
  return data({ problem: outcome.problem }, { status: outcome.status });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('staff:title'));

export default function Staff() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return <StaffPage data={page} problem={sent && 'problem' in sent ? sent.problem : null} />;
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { listReports } from '#core/support/list-reports.server.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { reportIntents } from '../components/staff/props.ts';
import { ReportsPage } from '../components/staff/ReportsPage.tsx';
import { answer, formFields } from '../http/answer.server.ts';
import { requirePrivacyRole } from '../http/guards.server.ts';
import { runReportForm } from '../http/report-forms.server.ts';

const doneSchema = z.enum(reportIntents).nullable().catch(null);

/** Where staff decide about reports that somebody is under age. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  await requirePrivacyRole(context, request);
  const { db, clock } = context.deps;
  const done = doneSchema.parse(new URL(request.url).searchParams.get('done'));
  return { reports: await listReports(db), nowMs: clock.now(), done };
});

export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const { id } = await requirePrivacyRole(context, request);
  const outcome = await runReportForm(context.deps, {
    fields: await formFields(request),
    staffId: id,
    locale: await context.locale(),
  });
  if ('done' in outcome) return redirect(`${paths.staffReports}?done=${outcome.done}`);
  return data({ problem: outcome.problem }, { status: outcome.status });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('staff:reports.title'));

export default function Reports() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return <ReportsPage {...page} problem={sent && 'problem' in sent ? sent.problem : null} />;
}

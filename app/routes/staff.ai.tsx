import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readOversight } from '#core/ai/read-oversight.server.ts';
import { wantEvaluation } from '#core/ai/want-evaluation.server.ts';
import { StaffAiPage } from '../components/ai/StaffAiPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { oversightOf } from '../http/ai.server.ts';
import { runChangeForm, runSwitchForm } from '../http/ai-forms.server.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { requireStaff } from '../http/guards.server.ts';

const doneSchema = z.enum(['switched', 'wanted', 'changed']).nullable().catch(null);

/** All uses of models, and the switches; for admins. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { id } = await requireStaff(context, request);
  return {
    view: await readOversight(oversightOf(context.deps)),
    viewerId: id,
    done: doneSchema.parse(new URL(request.url).searchParams.get('done')),
  };
});

export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const { id } = await requireStaff(context, request);
  const fields = await formFields(request);
  if (fields.intent === 'evaluate') {
    await wantEvaluation(context.deps, { staffId: id });
    return redirect(`${paths.staffAi}?done=wanted`);
  }
  const isChange = fields.intent === 'change';
  const asked = { fields, staffId: id, locale: await context.locale() };
  const problem = await (isChange ? runChangeForm : runSwitchForm)(context.deps, asked);
  return problem
    ? data(problem, { status: 400 })
    : redirect(`${paths.staffAi}?done=${isChange ? 'changed' : 'switched'}`);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('ai:staff.title'));

export default function StaffAi() {
  const problem = useActionData<typeof action>();
  return <StaffAiPage {...useLoaderData<typeof loader>()} problem={problem ?? null} />;
}

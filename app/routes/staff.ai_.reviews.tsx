import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { reviewingRoles } from '#core/accounts/rules/staff.ts';
import { listSamples } from '#core/ai/list-samples.server.ts';
import { ReviewsPage } from '../components/ai/ReviewsPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { runReviewForm } from '../http/ai-forms.server.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { requireRole } from '../http/guards.server.ts';

/** Answers of models that were chosen by chance, for staff to look at. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  await requireRole(context, request, reviewingRoles);
  return {
    ...(await listSamples(context.deps)),
    done: new URL(request.url).searchParams.get('done') === 'saved',
  };
});

export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const { id } = await requireRole(context, request, reviewingRoles);
  const problem = await runReviewForm(context.deps, {
    fields: await formFields(request),
    staffId: id,
    locale: await context.locale(),
  });
  return problem ? data({ problem }, { status: 409 }) : redirect(`${paths.aiReviews}?done=saved`);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('ai:reviews.title'));

export default function Reviews() {
  const sent = useActionData<typeof action>();
  return <ReviewsPage {...useLoaderData<typeof loader>()} problem={sent?.problem ?? null} />;
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listAnnotations } from '#core/analytics/list-annotations.server.ts';
import { localToday } from '#core/analytics/rules/local-today.ts';
import { AnnotationsPage } from '../components/analytics/AnnotationsPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { runAnnotationForm } from '../http/annotation-forms.server.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** Words that admins wrote beside a guild's days. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  const annotations = await listAnnotations(context.deps.counts, { guildId: guild.id }, null);
  return {
    guild: { id: guild.id, name: guild.name },
    annotations: annotations.reverse(),
    today: localToday(context.deps.clock.now(), guild.timeZone),
  };
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const problem = await runAnnotationForm(context.deps, {
    fields: await formFields(request),
    guildId: guild.id,
    accountId: account.id,
    today: localToday(context.deps.clock.now(), guild.timeZone),
  });
  if (problem === null) throw redirect(paths.annotations(guild.id));
  return data(problem, { status: problem.full ? 409 : 400 });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('analytics:notes.title'));

export default function Annotations() {
  const page = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  return <AnnotationsPage data={page} problem={problem ?? null} />;
}

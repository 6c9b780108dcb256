import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { ExportPage } from '../components/export/ExportPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer, formData } from '../http/answer.server.ts';
import { readExport } from '../http/export.server.ts';
import { runExportForm } from '../http/export-forms.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** What was counted, to take along: open on every plan, and in the grace after one. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  const { searchParams } = new URL(request.url);
  return {
    guild: { id: guild.id, name: guild.name },
    ...(await readExport(context.deps, guild, searchParams)),
    revoked: searchParams.get('done') === 'revoked',
  };
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const form = await formData(request);
  const outcome = await runExportForm(context.deps, { form, guildId: guild.id, accountId: account.id });
  if (outcome instanceof Response || 'made' in outcome) return outcome;
  return data(outcome, { status: outcome.problem.refused === null ? 400 : 409 });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('export:title'));

export default function Export() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const outcome = sent && ('made' in sent || 'problem' in sent) ? sent : null;
  return <ExportPage {...page} outcome={outcome} />;
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { DigestPage } from '../components/digest/DigestPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { paths } from '../components/paths.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { readDigest } from '../http/digest.server.ts';
import { runDigestForm } from '../http/digest-forms.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** Where the weekly digest goes, or why it does not. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  return {
    guild: { id: guild.id, name: guild.name, timeZone: guild.timeZone },
    ...(await readDigest(context.deps, { guildId: guild.id })),
  };
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const problem = await runDigestForm(context.deps, {
    fields: await formFields(request),
    guildId: guild.id,
    accountId: account.id,
  });
  if (problem === null) throw redirect(paths.digest(guild.id));
  return data(problem, { status: 409 });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('digest:title'));

export default function Digest() {
  const page = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  return <DigestPage {...page} problem={problem ?? null} />;
}

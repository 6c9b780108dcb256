import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { RetentionPage } from '../components/analytics/RetentionPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readRetentionPage } from '../http/people-pages.server.ts';

/** What became of those who joined a guild, by week. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const asked = { guild, staff: account.staff, search: new URL(request.url).searchParams };
  return readRetentionPage(context.deps, asked);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('analytics:page.retention'));

export default function Retention() {
  const data = useLoaderData<typeof loader>();
  return <RetentionPage key={data.guild.id} data={data} />;
}

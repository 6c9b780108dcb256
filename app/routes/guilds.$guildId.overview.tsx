import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { PeriodOverviewPage } from '../components/analytics/PeriodOverviewPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer } from '../http/answer.server.ts';
import { readOverviewPage } from '../http/channels-page.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** A guild's period at a glance. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const asked = { guild, staff: account.staff, search: new URL(request.url).searchParams };
  return readOverviewPage(context.deps, asked);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('analytics:page.overview'));

export default function PeriodOverview() {
  const data = useLoaderData<typeof loader>();
  return <PeriodOverviewPage key={data.guild.id} data={data} />;
}

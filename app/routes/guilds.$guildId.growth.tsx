import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { GrowthPage } from '../components/analytics/GrowthPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readGrowthPage } from '../http/people-pages.server.ts';

/** Who joined and who left in a guild's period. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const asked = { guild, staff: account.staff, search: new URL(request.url).searchParams };
  return readGrowthPage(context.deps, asked);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('analytics:page.growth'));

export default function Growth() {
  const data = useLoaderData<typeof loader>();
  return <GrowthPage key={data.guild.id} data={data} />;
}

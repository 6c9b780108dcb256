import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TopPage } from '../components/analytics/TopPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readTopPage } from '../http/people-pages.server.ts';

/** The most active members of a guild. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  return readTopPage(context.deps, { guild, staff: account.staff, search: new URL(request.url).searchParams });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('analytics:top.title'));

export default function Top() {
  const data = useLoaderData<typeof loader>();
  return <TopPage key={data.guild.id} data={data} />;
}

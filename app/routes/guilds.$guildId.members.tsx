import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { MembersPage } from '../components/analytics/MembersPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readMembersPage } from '../http/people-pages.server.ts';

/** How many different people were active in a guild's period. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const asked = { guild, staff: account.staff, search: new URL(request.url).searchParams };
  return readMembersPage(context.deps, asked);
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('analytics:page.members'));

export default function Members() {
  const data = useLoaderData<typeof loader>();
  return <MembersPage key={data.guild.id} data={data} />;
}

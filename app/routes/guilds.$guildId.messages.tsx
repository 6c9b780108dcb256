import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { MessagesPage } from '../components/analytics/MessagesPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer } from '../http/answer.server.ts';
import { readActivityPage } from '../http/channels-page.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** Messages of a guild's period. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const asked = { guild, staff: account.staff, search: new URL(request.url).searchParams };
  return readActivityPage(context.deps, asked, 'messages');
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('analytics:page.messages'));

export default function Messages() {
  const data = useLoaderData<typeof loader>();
  return <MessagesPage key={data.guild.id} data={data} />;
}

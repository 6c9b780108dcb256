import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { brand } from '#core/platform/brand.ts';
import { OverviewPage } from '../components/analytics/OverviewPage.tsx';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readOverview } from '../http/overview.server.ts';

/** A guild's day so far. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  return {
    guild: { id: guild.id, name: guild.name },
    staff: account.staff,
    data: await readOverview(context.deps, guild),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.guild.name} · ${brand.name}` : brand.name },
];

export default function Overview() {
  const { data, staff } = useLoaderData<typeof loader>();
  return <OverviewPage key={data.guild.id} data={data} staff={staff} />;
}

import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '../components/frame/page-title.ts';
import { GuildPickerPage } from '../components/guilds/GuildPickerPage.tsx';
import { answer } from '../http/answer.server.ts';
import { requireAccount } from '../http/guards.server.ts';
import { ownGuildsOf } from '../http/own-guilds.server.ts';

/** The guilds a person may manage. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  await requireAccount(context, request);
  const query = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 100);
  return { guilds: await ownGuildsOf(context), query };
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('guilds:picker.title'));

export default function Guilds() {
  const { guilds, query } = useLoaderData<typeof loader>();
  return <GuildPickerPage guilds={guilds} query={query} />;
}

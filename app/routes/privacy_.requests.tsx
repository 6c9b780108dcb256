import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listRequests } from '#core/privacy/list-requests.server.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { RequestsPage } from '../components/privacy/RequestsPage.tsx';
import { answer } from '../http/answer.server.ts';
import { requirePerson } from '../http/guards.server.ts';
import { guildNamesSoon } from '../http/own-guilds.server.ts';

/** What the person signed in has asked for by their rights. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { id } = await requirePerson(context, request);
  const requests = await listRequests(context.deps.db, { personId: id });
  return { requests, names: Object.fromEntries(await guildNamesSoon(context)), nowMs: context.deps.clock.now() };
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('privacy-centre:requests.title'));

export default function Requests() {
  return <RequestsPage data={useLoaderData<typeof loader>()} />;
}

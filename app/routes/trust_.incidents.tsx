import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listIncidents } from '#core/policies/list-incidents.server.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { IncidentsPage } from '../components/policies/IncidentsPage.tsx';
import { answer } from '../http/answer.server.ts';

/** What happened to data here, and who was told of it when. Open to everybody. */
export const loader = answer(async ({ context }: LoaderFunctionArgs) => ({
  incidents: await listIncidents(context.deps.db),
}));

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('policies:incidents.title'));

export default function Incidents() {
  return <IncidentsPage {...useLoaderData<typeof loader>()} />;
}

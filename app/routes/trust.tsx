import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listPromises } from '#core/policies/list-promises.server.ts';
import { promiseStates } from '#core/policies/schema.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { TrustPage } from '../components/policies/TrustPage.tsx';
import { answer } from '../http/answer.server.ts';

/** What is promised and whether it is kept. Open to everybody. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const state = new URL(request.url).searchParams.get('state');
  return {
    standing: await listPromises(context.deps),
    only: promiseStates.find((known) => known === state) ?? null,
  };
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('policies:trust.title'));

export default function Trust() {
  return <TrustPage {...useLoaderData<typeof loader>()} />;
}

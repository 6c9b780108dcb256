import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listDays } from '#core/policies/list-days.server.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { HistoryPage } from '../components/policies/HistoryPage.tsx';
import { answer } from '../http/answer.server.ts';

/** How every promise stood on earlier days. Open to everybody. */
export const loader = answer(async ({ context }: LoaderFunctionArgs) => ({
  rows: await listDays(context.deps.db),
  origin: context.deps.config.web.origin,
}));

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('policies:history.title'));

export default function History() {
  return <HistoryPage {...useLoaderData<typeof loader>()} />;
}

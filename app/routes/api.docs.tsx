import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ApiDocsPage } from '../components/api/ApiDocsPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer } from '../http/answer.server.ts';
import { readApiDocs } from '../http/api-docs.server.ts';

/** How programs read the totals. Open to everybody. */
export const loader = answer(async ({ context }: LoaderFunctionArgs) =>
  readApiDocs(context.deps.config.web.origin, await context.locale()),
);

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('api:title'));

export default function ApiDocs() {
  return <ApiDocsPage {...useLoaderData<typeof loader>()} />;
}

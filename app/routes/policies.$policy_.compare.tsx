import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '../components/frame/page-title.ts';
import { ComparePage } from '../components/policies/ComparePage.tsx';
import { answer } from '../http/answer.server.ts';
import { readComparison } from '../http/policies.server.ts';

/** Two versions of a policy side by side. Open to everybody. */
export const loader = answer(async ({ request, params }: LoaderFunctionArgs) =>
  readComparison(params, new URL(request.url).searchParams),
);

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  pageTitle(matches, (t) => t(`policies:text.other.${data?.policy ?? 'privacy'}`));

export default function Compare() {
  return <ComparePage {...useLoaderData<typeof loader>()} />;
}

import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '../components/frame/page-title.ts';
import { OldVersionPage } from '../components/policies/OldVersionPage.tsx';
import { answer } from '../http/answer.server.ts';
import { readVersion } from '../http/policies.server.ts';

/** One version of a policy, as it was written. Open to everybody. */
export const loader = answer(async ({ params }: LoaderFunctionArgs) => readVersion(params));

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  pageTitle(matches, (t) => t(`policies:text.other.${data?.policy ?? 'privacy'}`));

export default function OldVersion() {
  return <OldVersionPage {...useLoaderData<typeof loader>()} />;
}

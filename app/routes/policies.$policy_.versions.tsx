import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '../components/frame/page-title.ts';
import { VersionsPage } from '../components/policies/VersionsPage.tsx';
import { answer } from '../http/answer.server.ts';
import { readVersions } from '../http/policies.server.ts';

/** Every version of a policy. Open to everybody. */
export const loader = answer(async ({ params }: LoaderFunctionArgs) => readVersions(params));

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  pageTitle(matches, (t) =>
    t('policies:versions.title', { policy: t(`policies:text.other.${data?.policy ?? 'privacy'}`) }),
  );

export default function Versions() {
  return <VersionsPage {...useLoaderData<typeof loader>()} />;
}

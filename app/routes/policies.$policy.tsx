import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readPolicy } from '#core/policies/read-policy.server.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { PolicyPage } from '../components/policies/PolicyPage.tsx';
import { answer } from '../http/answer.server.ts';
import { policyOf } from '../http/policies.server.ts';

/** A policy, from what the registries say. Open to everybody. */
export const loader = answer(async ({ params, context }: LoaderFunctionArgs) => {
  const pageLocale = await context.locale();
  const asked = { locale: pageLocale, nowMs: context.deps.clock.now() };
  return { ...readPolicy(policyOf(params), policySources(), asked), pageLocale };
});

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  pageTitle(matches, (t) => t(`policies:text.other.${data?.policy ?? 'privacy'}`));

export default function Policy() {
  return <PolicyPage {...useLoaderData<typeof loader>()} />;
}

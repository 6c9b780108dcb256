import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '../components/frame/page-title.ts';
import { PrivacyPage } from '../components/privacy/PrivacyPage.tsx';
import { answer } from '../http/answer.server.ts';
import { readRegister } from '../http/privacy.server.ts';

/** What is kept, from the register. Open to everybody. */
export const loader = answer(({ context }: LoaderFunctionArgs) => readRegister(context.deps));

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('ui:privacy.title'));

export default function Privacy() {
  return <PrivacyPage {...useLoaderData<typeof loader>()} />;
}

import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { PrivacyPage } from '../components/privacy/PrivacyPage.tsx';
import { answer } from '../http/answer.server.ts';
import { readRegister } from '../http/privacy.server.ts';

/** What is kept, from the register. Open to everybody. */
export const loader = answer(async (_args: LoaderFunctionArgs) => readRegister());

export default function Privacy() {
  return <PrivacyPage {...useLoaderData<typeof loader>()} />;
}

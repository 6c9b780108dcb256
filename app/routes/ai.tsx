import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { RegisterPage } from '../components/ai/RegisterPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { readRegisterPage } from '../http/ai.server.ts';
import { answer } from '../http/answer.server.ts';

/** Every use of a model, and what became of it. Open to everybody. */
export const loader = answer(async ({ context }: LoaderFunctionArgs) =>
  readRegisterPage(context.deps, await context.locale()),
);

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('ai:title'));

export default function AiRegister() {
  return <RegisterPage {...useLoaderData<typeof loader>()} />;
}

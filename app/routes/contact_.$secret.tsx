import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { AppError } from '#core/platform/app-error.ts';
import { readCase } from '#core/support/read-case.server.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { CasePage } from '../components/support/CasePage.tsx';
import { answer } from '../http/answer.server.ts';

/** A case, for whoever has its address. */
export const loader = answer(async ({ params, context }: LoaderFunctionArgs) => {
  const own = await readCase(context.deps.db, { secret: params.secret ?? '' });
  if (!own) throw new AppError('not_found', 'no case has this secret');
  return own;
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('contact:case.title'));

export default function Case() {
  return <CasePage {...useLoaderData<typeof loader>()} />;
}

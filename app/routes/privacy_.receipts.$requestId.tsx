import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '../components/frame/page-title.ts';
import { ReceiptPage } from '../components/privacy/ReceiptPage.tsx';
import { answer } from '../http/answer.server.ts';
import { readReceipt } from '../http/receipts.server.ts';

/** The receipt of a request, for whoever has the request's id: it names nobody. */
export const loader = answer(async ({ params, context }: LoaderFunctionArgs) => {
  const { receipt } = await readReceipt(context.deps, params.requestId);
  return { receipt };
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('privacy-centre:receipt.title'));

export default function Receipt() {
  return <ReceiptPage receipt={useLoaderData<typeof loader>().receipt} />;
}

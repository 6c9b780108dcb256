import type { LoaderFunctionArgs } from '@remix-run/node';
import { answer } from '../http/answer.server.ts';
import { readReceipt } from '../http/receipts.server.ts';

/** The same as a file that `npm run verify -- --receipt` reads. */
export const loader = answer(async ({ params, context }: LoaderFunctionArgs) => {
  const { file, requestId } = await readReceipt(context.deps, params.requestId);
  return Response.json(file, {
    headers: {
      'content-disposition': `attachment; filename="receipt-${requestId.slice(0, 8)}.json"`,
      'cache-control': 'no-store',
    },
  });
});

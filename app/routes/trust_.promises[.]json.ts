import type { LoaderFunctionArgs } from '@remix-run/node';
import { listPromises } from '#core/policies/list-promises.server.ts';
import { answer } from '../http/answer.server.ts';
import { promiseRecords } from '../http/promises.server.ts';

/** The promises and their states, for programs. Open to everybody. */
export const loader = answer(async ({ context }: LoaderFunctionArgs) => {
  const standing = await listPromises(context.deps);
  return Response.json(promiseRecords(standing, context.deps.clock.now()));
});

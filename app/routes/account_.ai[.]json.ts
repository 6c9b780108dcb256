import type { LoaderFunctionArgs } from '@remix-run/node';
import { ownCallsFile } from '../http/ai-file.server.ts';
import { answer } from '../http/answer.server.ts';
import { requirePerson } from '../http/guards.server.ts';

/** Every time that a model was asked for the person signed in, to take along. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { id: personId } = await requirePerson(context, request);
  return ownCallsFile(context.deps, { personId }, 'json');
});

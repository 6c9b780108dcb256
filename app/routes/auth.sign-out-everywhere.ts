import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { endAllSessions } from '#core/accounts/end-session.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { answer, methodNotAllowed } from '../http/answer.server.ts';

/** Ends every session of the person at once; also of somebody who is suspended. */
export const action = answer(async ({ context }: ActionFunctionArgs) => {
  const account = await context.account();
  if (!account) throw new AppError('not_signed_in', 'nobody is signed in');
  await endAllSessions(context.deps, account.id);
  const { s: _session, p: _pending, ...state } = context.state;
  context.state = state;
  return redirect('/?done=signed-out-everywhere');
});

export const loader = () => methodNotAllowed('POST');

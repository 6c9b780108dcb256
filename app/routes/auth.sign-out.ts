import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { dismissNewcomer } from '#core/accounts/dismiss-newcomer.server.ts';
import { endSession } from '#core/accounts/end-session.server.ts';
import { answer, methodNotAllowed } from '../http/answer.server.ts';

/** Signs this browser out; also one that is not signed in, and somebody who is suspended. */
export const action = answer(async ({ context }: ActionFunctionArgs) => {
  const { s: sessionId, p: _pending, w: newcomer, ...state } = context.state;
  if (sessionId !== undefined) await endSession(context.deps, sessionId);
  if (newcomer) await dismissNewcomer(context.deps, newcomer);
  context.state = state;
  return redirect('/?done=signed-out');
});

export const loader = () => methodNotAllowed('POST');

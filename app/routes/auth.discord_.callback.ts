import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { z } from 'zod';
import { completeSignIn } from '#core/accounts/complete-sign-in.server.ts';
import { dismissNewcomer } from '#core/accounts/dismiss-newcomer.server.ts';
import { endSession } from '#core/accounts/end-session.server.ts';
import { isAppError } from '#core/platform/app-error.ts';
import { standsBehindGate } from '#core/support/stands-behind-gate.server.ts';
import { paths } from '../components/paths.ts';
import { answer } from '../http/answer.server.ts';
import { callbackUrl } from '../http/callback-url.server.ts';

const query = z.object({ code: z.string().min(1).max(500), state: z.string().min(1).max(500) });

/** Discord's answer. Whatever goes wrong, the start page says so kindly and offers to begin again. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { searchParams } = new URL(request.url);
  const { p: pending, w: _newcomer, ...state } = context.state;
  const parsed = query.safeParse({ code: searchParams.get('code'), state: searchParams.get('state') });
  const denied = searchParams.get('error');
  if (denied !== null || !parsed.success) {
    // Only the browser that began is told, and only its own attempt ends here.
    if (!pending || searchParams.get('state') !== pending.state) return redirect('/?problem=expired');
    context.state = state;
    return redirect(denied === 'access_denied' ? '/?problem=access_denied' : '/?problem=discord');
  }
  try {
    const done = await completeSignIn(
      context.deps,
      { ...parsed.data, redirectUri: callbackUrl(context.deps.config) },
      pending ?? null,
      { sessionId: state.s ?? null },
    );
    const personId = 'newcomer' in done ? done.newcomer.id : done.accountId;
    if (await standsBehindGate(context.deps.db, { personId })) {
      if ('newcomer' in done) await dismissNewcomer(context.deps, done.newcomer);
      else await endSession(context.deps, done.sessionId);
      context.state = { ...state, s: undefined };
      return redirect(`${paths.tooYoung}?decided`);
    }
    if ('newcomer' in done) {
      context.state = { ...state, s: undefined, w: done.newcomer };
      return redirect(paths.welcome);
    }
    context.state = { ...state, s: done.sessionId };
    return redirect(done.returnTo ?? paths.guilds);
  } catch (error) {
    if (isAppError(error) && error.code === 'not_signed_in') return redirect('/?problem=expired');
    if (isAppError(error) && error.code === 'discord_unavailable') return redirect('/?problem=discord');
    throw error;
  }
});

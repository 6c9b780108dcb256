import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { z } from 'zod';
import { startSignIn } from '#core/accounts/start-sign-in.server.ts';
import { answer, readForm } from '../http/answer.server.ts';
import { callbackUrl } from '../http/callback-url.server.ts';

const form = z.object({ redirectTo: z.string().optional() });

/** Begins the sign-in at Discord. */
export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const { redirectTo } = await readForm(request, form);
  const { url, pending } = startSignIn(context.deps, {
    redirectUri: callbackUrl(context.deps.config),
    returnTo: redirectTo ?? null,
  });
  context.state = { ...context.state, p: pending };
  return redirect(url);
});

/** A sign-in begins with the button of the start page. */
export const loader = answer(async (_args: LoaderFunctionArgs) => redirect('/'));

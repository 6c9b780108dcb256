import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { z } from 'zod';
import { safeReturnTo } from '#core/accounts/rules.ts';
import { preferencesSchema } from '#core/accounts/schema.ts';
import { setPreferences } from '#core/accounts/set-preferences.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { answer, methodNotAllowed, readForm } from '../http/answer.server.ts';

const form = preferencesSchema.extend({ redirectTo: z.string().optional() });

/** Keeps theme and language: with the account, or in the browser's own cookie for somebody who is not signed in. */
export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const { redirectTo, ...given } = await readForm(request, form);
  const account = await context.account();
  const known = await context.preferences();
  const preferences = {
    theme: given.theme === undefined ? known.theme : given.theme,
    locale: given.locale === undefined ? known.locale : given.locale,
  };
  if (preferences.locale !== null && !context.deps.locales.includes(preferences.locale))
    throw new AppError('bad_input', 'not a language offered here');
  if (account) await setPreferences(context.deps, account.id, preferences);
  context.state = { ...context.state, f: preferences };
  return redirect(safeReturnTo(redirectTo) ?? '/');
});

export const loader = () => methodNotAllowed('POST');

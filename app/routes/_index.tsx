import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { safeReturnTo } from '#core/accounts/rules.ts';
import { AppError } from '#core/platform/app-error.ts';
import { brand } from '#core/platform/brand.ts';
import { LandingPage } from '../components/accounts/LandingPage.tsx';
import { useWords } from '../components/ui/words.ts';
import { answer } from '../http/answer.server.ts';

const query = z.object({
  redirectTo: z.string().nullable().catch(null),
  problem: z.enum(['access_denied', 'expired', 'discord']).nullable().catch(null),
  done: z.enum(['signed-out', 'signed-out-everywhere', 'account-deleted']).nullable().catch(null),
});

const doneWords = {
  'signed-out': 'accounts:signedOut',
  'signed-out-everywhere': 'accounts:signedOutEverywhere',
  'account-deleted': 'accounts:page.delete.done',
} as const;

/** The start page; somebody who is signed in goes on to their guilds. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { searchParams } = new URL(request.url);
  const { redirectTo, problem, done } = query.parse({
    redirectTo: searchParams.get('redirectTo'),
    problem: searchParams.get('problem'),
    done: searchParams.get('done'),
  });
  const to = safeReturnTo(redirectTo);
  const account = await context.account();
  if (account?.suspended) throw new AppError('suspended', 'the account is suspended');
  if (account) throw redirect(to ?? '/guilds');
  return { redirectTo: to, problem, done, sendsMail: context.deps.config.mail !== null };
});

export default function Index() {
  const { redirectTo, problem, done, sendsMail } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const message = problem
    ? {
        tone: 'caution' as const,
        title: t('accounts:signInProblem.title'),
        body: t(`accounts:signInProblem.${problem}`, { brand: brand.name }),
      }
    : done
      ? {
          tone: 'good' as const,
          title: t(doneWords[done]),
        }
      : undefined;
  return (
    <LandingPage
      sendsMail={sendsMail}
      {...(redirectTo === null ? {} : { redirectTo })}
      {...(message ? { message } : {})}
    />
  );
}

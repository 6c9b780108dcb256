import { chooseMail } from '#core/accounts/choose-mail.server.ts';
import { deleteAccount } from '#core/accounts/delete-account.server.ts';
import { endOneSession, endOtherSessions } from '#core/accounts/end-some-sessions.server.ts';
import { mailTopics } from '#core/accounts/rules/mail.ts';
import { ownAccountFormSchema } from '#core/accounts/schema.ts';
import { giveConsent } from '#core/consent/give-consent.server.ts';
import { withdrawConsent } from '#core/consent/withdraw-consent.server.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { AccountDone, AccountProblem } from '../components/accounts/props.ts';
import type { Dependencies } from './dependencies.server.ts';

/**
 * Does what one of the forms of the account page asks for.
 * @returns what was done, or what was not
 * @throws ZodError where it is none of the forms
 */
export async function runAccountForm(
  deps: Dependencies,
  {
    fields,
    accountId,
    sessionId,
    locale,
  }: { fields: Record<string, string>; accountId: string; sessionId: string; locale: Locale },
): Promise<AccountDone | AccountProblem | 'deleted'> {
  const asked = ownAccountFormSchema.parse(fields);
  switch (asked.intent) {
    case 'end-session':
      await endOneSession(deps, { accountId, ref: asked.ref });
      return 'session-ended';
    case 'end-others':
      await endOtherSessions(deps, { accountId, sessionId });
      return 'others-ended';
    case 'mail':
      if (!deps.config.mail) throw new AppError('not_found', 'this instance sends no mail');
      try {
        const topics = mailTopics.filter((topic) => asked[topic] === 'yes');
        await chooseMail(deps, { accountId, sessionId, topics });
        // Letters about policies rest on a consent.
        const answer = topics.includes('policy') ? giveConsent : withdrawConsent;
        await answer(deps, { userId: accountId }, { purpose: 'mail', surface: 'account', locale });
        return 'mail';
      } catch (error) {
        if (isAppError(error) && error.code === 'conflict') return 'no-address';
        throw error;
      }
    case 'delete':
      try {
        await deleteAccount(deps, { accountId, typed: asked.username });
        return 'deleted';
      } catch (error) {
        if (isAppError(error) && error.code === 'bad_input') return 'mistyped';
        throw error;
      }
  }
}

import { deleteAccount } from '#core/accounts/delete-account.server.ts';
import { endOneSession, endOtherSessions } from '#core/accounts/end-some-sessions.server.ts';
import { ownAccountFormSchema } from '#core/accounts/schema.ts';
import { isAppError } from '#core/platform/app-error.ts';
import type { AccountDone } from '../components/accounts/props.ts';
import type { Dependencies } from './dependencies.server.ts';

/**
 * Does what one of the forms of the account page asks for.
 * @returns what was done; `mistyped`: nothing was deleted
 * @throws ZodError where it is none of the forms
 */
export async function runAccountForm(
  deps: Dependencies,
  { fields, accountId, sessionId }: { fields: Record<string, string>; accountId: string; sessionId: string },
): Promise<AccountDone | 'deleted' | 'mistyped'> {
  const asked = ownAccountFormSchema.parse(fields);
  switch (asked.intent) {
    case 'end-session':
      await endOneSession(deps, { accountId, ref: asked.ref });
      return 'session-ended';
    case 'end-others':
      await endOtherSessions(deps, { accountId, sessionId });
      return 'others-ended';
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

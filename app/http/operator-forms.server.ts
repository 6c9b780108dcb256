import { z } from 'zod';
import { suspendAccountSchema } from '#core/accounts/schema.ts';
import { restoreAccount, suspendAccount } from '#core/accounts/suspend-account.server.ts';
import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { revokePremium } from '#core/billing/revoke-premium.server.ts';
import { grantPremiumSchema, revokePremiumSchema } from '#core/billing/schema.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { OperatorForms, OperatorIntent } from '../components/operator/props.ts';
import type { Dependencies } from './dependencies.server.ts';

const form = z.discriminatedUnion('intent', [
  grantPremiumSchema.extend({ intent: z.literal('grant') }),
  revokePremiumSchema.extend({ intent: z.literal('revoke') }),
  suspendAccountSchema.extend({ intent: z.literal('suspend') }),
  suspendAccountSchema.extend({ intent: z.literal('restore') }),
]);

export const operatorIntents = ['grant', 'revoke', 'suspend', 'restore'] as const satisfies readonly OperatorIntent[];

type Problem = NonNullable<OperatorForms['problem']>;

/**
 * Does what one of the operator page's forms asks for.
 * @returns what was done, or what is wrong with the form, in words.
 * @throws AppError 'bad_input' where it is none of the forms
 */
export async function runOperatorForm(
  deps: Dependencies,
  { fields, staffId, locale }: { fields: Record<string, string>; staffId: string; locale: Locale },
): Promise<{ done: { kind: OperatorIntent; id: string } } | { problem: Problem; status: number }> {
  const { t } = speakerOf(locale);
  const intent = operatorIntents.find((one) => one === fields.intent);
  if (!intent) throw new AppError('bad_input', 'none of the forms of this page');
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.slice(0, 600)]));
  const parsed = form.safeParse(fields);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    const wrong = (['guildId', 'accountId', 'reason', 'endsOn'] as const).filter((name) => names.has(name));
    const words = Object.fromEntries(wrong.map((name) => [name, t(`errors:form.${name}`)]));
    return { problem: { intent, message: null, fields: words, values }, status: 400 };
  }
  try {
    const asked = parsed.data;
    if (asked.intent === 'grant') await grantPremium(deps, { ...asked, staffId });
    else if (asked.intent === 'revoke') await revokePremium(deps, { ...asked, staffId });
    else if (asked.intent === 'suspend') await suspendAccount(deps, { ...asked, staffId });
    else await restoreAccount(deps, { ...asked, staffId });
    return { done: { kind: intent, id: 'guildId' in asked ? asked.guildId : asked.accountId } };
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    const key = `errors:refused.${intent}_${error.code}`;
    const message = speakerOf(locale).exists(key) ? String(t(key as 'errors:refused.grant_conflict')) : null;
    return { problem: { intent, message, fields: {}, values }, status: error.status };
  }
}

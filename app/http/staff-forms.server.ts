import { closeAccess } from '#core/accounts/close-access.server.ts';
import { giveRole } from '#core/accounts/give-role.server.ts';
import { openAccess } from '#core/accounts/open-access.server.ts';
import type { Account } from '#core/accounts/read-session.server.ts';
import { staffFormSchema } from '#core/accounts/schema.ts';
import { takeRole } from '#core/accounts/take-role.server.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import { type StaffIntent, type StaffProblem, staffIntents } from '../components/staff/props.ts';
import type { Dependencies } from './dependencies.server.ts';

/**
 * Does what one of the forms of the staff page asks for.
 * @throws AppError 'bad_input' where it is none of them · 'not_found' where roles are given or taken by somebody who is no admin
 */
export async function runStaffForm(
  deps: Dependencies,
  { fields, staff, locale }: { fields: Record<string, string>; staff: Account; locale: Locale },
): Promise<{ done: StaffIntent } | { problem: StaffProblem; status: number }> {
  const speaker = speakerOf(locale);
  const intent = staffIntents.find((one) => one === fields.intent);
  if (!intent) throw new AppError('bad_input', 'none of the forms of this page');
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.slice(0, 600)]));
  const parsed = staffFormSchema.safeParse(fields);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    const named = (['id', 'accountId', 'reason'] as const).filter((name) => wrong.has(name));
    if (named.length === 0) throw new AppError('bad_input', 'a choice that the form does not offer');
    const words = Object.fromEntries(named.map((name) => [name, speaker.t(`staff:problem.${name}`)]));
    return { problem: { intent, message: null, fields: words, values }, status: 400 };
  }
  const asked = parsed.data;
  if ((asked.intent === 'give-role' || asked.intent === 'take-role') && !staff.staff)
    throw new AppError('not_found', 'only admins give and take roles');
  try {
    if (asked.intent === 'open') await openAccess(deps, { ...asked, staff });
    else if (asked.intent === 'close') await closeAccess(deps, { staffId: staff.id, accessId: asked.accessId });
    else if (asked.intent === 'give-role') await giveRole(deps, { ...asked, staffId: staff.id });
    else await takeRole(deps, { ...asked, staffId: staff.id });
    return { done: intent };
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    const key = `staff:problem.${intent}_${error.code}`;
    const message = speaker.exists(key) ? speaker.t(key as 'staff:problem.open_conflict') : null;
    return { problem: { intent, message, fields: {}, values }, status: error.status };
  }
}

import { redirect } from '@remix-run/node';
import { dismissNewcomer } from '#core/accounts/dismiss-newcomer.server.ts';
import type { Account } from '#core/accounts/read-session.server.ts';
import { safeReturnTo } from '#core/accounts/rules.ts';
import type { Newcomer } from '#core/accounts/schema.ts';
import { acceptNotice, welcomeNewcomer } from '#core/consent/accept-notice.server.ts';
import { listConsents } from '#core/consent/list-consents.server.ts';
import { refuseUnderAge } from '#core/consent/refuse-under-age.server.ts';
import { ageLimitIn } from '#core/consent/rules/age-limits.ts';
import { NOTICE_VERSION, purposeNames, type WelcomeAnswers, welcomeFormSchema } from '#core/consent/schema.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { WelcomeData, WelcomeProblem } from '../components/consent/props.ts';
import { paths } from '../components/paths.ts';
import { wantLetters } from './consents.server.ts';
import type { Visit } from './visit.server.ts';

/** Who has not met the notice yet. */
type Guest = { newcomer: Newcomer } | { account: Account };

/**
 * Who the notice is for.
 * @throws AppError 'suspended' · Response onward where it is for nobody
 */
async function requireGuest(visit: Visit): Promise<Guest> {
  const { w: newcomer } = visit.state;
  if (newcomer) return { newcomer };
  const account = await visit.account();
  if (!account) throw redirect(`${paths.home}?problem=expired`);
  if (account.suspended) throw new AppError('suspended', 'the account is suspended');
  if (account.noticeVersion === NOTICE_VERSION) throw redirect(paths.guilds);
  return { account };
}

/** What the page of the notice shows. */
export async function readWelcome(visit: Visit, request: Request): Promise<WelcomeData> {
  const guest = await requireGuest(visit);
  const returnTo = safeReturnTo(new URL(request.url).searchParams.get('redirectTo'));
  if ('newcomer' in guest) {
    const { globalName, username } = guest.newcomer;
    return { name: globalName ?? username, isNew: true, purposes: purposeNames, returnTo };
  }
  const consents = await listConsents(visit.deps.db, { userId: guest.account.id });
  const open = consents.filter(({ state }) => state === 'not-asked' || state === 'outdated');
  return { name: guest.account.name, isNew: false, purposes: open.map(({ purpose }) => purpose), returnTo };
}

/**
 * Does what was answered. Until then nothing is written about a newcomer.
 * @returns what is missing in the form
 * @throws Response onward where it was complete
 */
export async function runWelcomeForm(visit: Visit, fields: Record<string, string>): Promise<WelcomeProblem> {
  const guest = await requireGuest(visit);
  const parsed = welcomeFormSchema.safeParse(fields);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    return { country: wrong.has('country'), oldEnough: wrong.has('oldEnough'), chosen: fields.country ?? '' };
  }
  const { country, oldEnough } = parsed.data;
  if (oldEnough === 'no') return turnAway(visit, guest);
  const answers: WelcomeAnswers = {
    atLeast: ageLimitIn(country),
    consents: purposeNames.filter((purpose) => fields[purpose] === 'yes'),
    locale: await visit.locale(),
  };
  const { deps } = visit;
  if ('account' in guest) {
    await acceptNotice(deps, { userId: guest.account.id }, answers);
    await begin(visit, { accountId: guest.account.id, sessionId: visit.state.s ?? '' }, answers);
    throw redirect(safeReturnTo(fields.redirectTo) ?? paths.guilds);
  }
  const sessionId = await welcomeNewcomer(deps, guest.newcomer, answers);
  visit.state = { ...visit.state, s: sessionId, w: undefined };
  await begin(visit, { accountId: guest.newcomer.id, sessionId }, answers);
  throw redirect(guest.newcomer.returnTo ?? paths.guilds);
}

/** What was consented to begins. Where Discord tells no address, letters can be chosen on the account page later. */
async function begin(
  { deps, log }: Visit,
  who: { accountId: string; sessionId: string },
  { consents }: WelcomeAnswers,
): Promise<void> {
  if (!consents.includes('mail')) return;
  await wantLetters(deps, who).catch((error: unknown) => {
    if (!isAppError(error)) throw error;
    log.info({ code: error.code }, 'there is no address for letters');
  });
}

async function turnAway(visit: Visit, guest: Guest): Promise<never> {
  await refuseUnderAge(visit.deps, { accountId: 'account' in guest ? guest.account.id : null });
  if ('newcomer' in guest) await dismissNewcomer(visit.deps, guest.newcomer);
  visit.state = { ...visit.state, s: undefined, w: undefined };
  throw redirect(paths.tooYoung);
}

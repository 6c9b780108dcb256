import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { enterAccess } from '#core/accounts/enter-access.server.ts';
import { noteDenial } from '#core/accounts/note-denial.server.ts';
import type { Account } from '#core/accounts/read-session.server.ts';
import { type StaffRole, staffRoles } from '#core/accounts/rules/staff.ts';
import { safeReturnTo } from '#core/accounts/rules.ts';
import { NOTICE_VERSION } from '#core/consent/schema.ts';
import { beginManaging } from '#core/guilds/begin-managing.server.ts';
import { checkGuildRight, type OpenGuild, READ_AGE_MS, WRITE_AGE_MS } from '#core/guilds/check-guild-right.server.ts';
import { readOpenedGuild } from '#core/guilds/read-opened-guild.server.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import { guildsAtDiscord } from './own-guilds.server.ts';
import type { Visit } from './visit.server.ts';

/**
 * The person signed in, suspended or not: whoever is known here holds the rights to what is held about them.
 * @throws Response to the start page, which brings people back, for a page · AppError 'not_signed_in' for a write
 */
export async function requirePerson(visit: Visit, request: Request): Promise<Account> {
  const account = await visit.account();
  if (!account) {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new AppError('not_signed_in', 'nobody is signed in');
    const { pathname, search } = new URL(request.url);
    const here = safeReturnTo(pathname + search);
    throw redirect(here === null ? '/' : `/?${new URLSearchParams({ redirectTo: here })}`);
  }
  return account;
}

/**
 * The same, not suspended. @throws AppError 'suspended' · Response to the notice where there is a version of it that the
 * person has not met · and as requirePerson
 */
export async function requireAccount(visit: Visit, request: Request): Promise<Account> {
  const account = await requirePerson(visit, request);
  if (account.suspended) throw new AppError('suspended', 'the account is suspended');
  if (account.noticeVersion !== NOTICE_VERSION) throw redirect(welcomeAddress(request));
  return account;
}

/** Where the notice is shown, and from there back here. */
function welcomeAddress(request: Request): string {
  const { pathname, search } = new URL(request.url);
  const here = request.method === 'GET' ? safeReturnTo(pathname + search) : null;
  return here === null ? '/auth/welcome' : `/auth/welcome?${new URLSearchParams({ redirectTo: here })}`;
}

/**
 * Whoever writes to the desk: the person signed in, or a visitor of whose network few letters came within the hour, so that
 * one of them cannot shut the desk for all.
 * @throws AppError 'too_many_requests'
 */
export async function requireFewLetters(visit: Visit): Promise<Account | null> {
  const account = await visit.account();
  const { network, deps } = visit;
  if (account === null && network !== null && !(await deps.letters.take(network)).allowed)
    throw new AppError('too_many_requests', 'too many letters of one network within the hour');
  return account;
}

/** An admin of this instance. To others the page does not exist. @throws AppError 'not_found' and as requireAccount */
export async function requireStaff(visit: Visit, request: Request): Promise<Account> {
  const account = await requireAccount(visit, request);
  if (!account.staff) return refuse(visit, account, new AppError('not_found', 'only admins may see this'));
  return account;
}

/** Anybody with one of these roles. To others the page does not exist. @throws AppError 'not_found' and as requireAccount */
export async function requireRole(
  visit: Visit,
  request: Request,
  roles: readonly StaffRole[] = staffRoles,
): Promise<Account> {
  const account = await requireAccount(visit, request);
  if (!account.roles.some((role) => roles.includes(role)))
    return refuse(visit, account, new AppError('not_found', 'only staff may see this'));
  return account;
}

/** Who decides about people's rights. To others the page does not exist. @throws AppError 'not_found' and as requireAccount */
export async function requirePrivacyRole(visit: Visit, request: Request): Promise<Account> {
  const account = await requireRole(visit, request);
  if (account.roles.some((role) => role === 'privacy' || role === 'admin')) return account;
  return refuse(visit, account, new AppError('not_found', 'only staff for privacy may see this'));
}

/** Refusals are counted: somebody who tries every door is noticed. */
async function refuse(visit: Visit, account: Account, error: AppError): Promise<never> {
  await noteDenial(visit.deps, { accountId: account.id }).catch((cause) =>
    visit.log.warn({ err: cause }, 'a refusal was not counted'),
  );
  throw error;
}

const guildParams = z.object({ guildId: snowflakeSchema });

/**
 * The guild of the address, where the person holds the right to it now. Fresh from Discord for a write. Staff who opened the
 * guild may read, and each page they see is written down.
 */
export async function requireGuild(
  visit: Visit,
  request: Request,
  params: Record<string, string | undefined>,
): Promise<{ account: Account; guild: OpenGuild }> {
  const account = await requireAccount(visit, request);
  const parsed = guildParams.safeParse(params);
  if (!parsed.success) throw new AppError('not_found', 'not the id of a guild');
  const { guildId } = parsed.data;
  const reading = request.method === 'GET' || request.method === 'HEAD';
  try {
    await beginManaging(visit.deps, { guildId }, () => guildsAtDiscord(visit));
    const asked = { guildId, accountId: account.id };
    return { account, guild: await checkGuildRight(visit.deps, asked, reading ? READ_AGE_MS : WRITE_AGE_MS) };
  } catch (error) {
    if (!isAppError(error) || (error.code !== 'not_found' && error.code !== 'not_allowed')) throw error;
    const opened = reading ? await openedGuild(visit, request, account, guildId) : null;
    return opened ? { account, guild: opened } : refuse(visit, account, error);
  }
}

/** The guild, where it is open to this member of staff and the look is written down; else null. */
async function openedGuild(
  { deps }: Visit,
  request: Request,
  account: Account,
  guildId: string,
): Promise<OpenGuild | null> {
  if (account.roles.length === 0) return null;
  const page =
    new URL(request.url).pathname
      .split('/')
      .slice(3)
      .join('/')
      .replace(/\.data$/, '') || 'today';
  const access = await enterAccess(deps, { staff: account, kind: 'guild', id: guildId, page: page.slice(0, 60) });
  return access ? readOpenedGuild(deps, { guildId }) : null;
}

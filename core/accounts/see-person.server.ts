import { AppError } from '#core/platform/app-error.ts';
import type { AccountsDeps } from './deps.server.ts';
import type { EnteredAccess } from './enter-access.server.ts';
import { isStaffRole } from './rules/staff.ts';
import type { SeenPerson } from './schema.ts';

/**
 * What staff see of the person whose data they opened: the account and how many sessions it has, nothing of what servers
 * counted. @throws AppError 'not_found'
 */
export async function seePerson({ db }: Pick<AccountsDeps, 'db'>, access: EnteredAccess): Promise<SeenPerson> {
  if (access.kind !== 'person') throw new AppError('internal', 'this access opens a guild');
  const account = await db.for('sign-in', 'accountability').prisma.account.findUnique({
    where: { id: BigInt(access.subjectId) },
    include: { roles: { select: { role: true } }, _count: { select: { sessions: true } } },
  });
  if (!account) throw new AppError('not_found', 'no such account');
  const { username, globalName, locale, createdAt, lastSignInAt, suspendedAt, roles, _count } = account;
  return {
    id: access.subjectId,
    username,
    globalName,
    locale,
    createdAt,
    lastSignInAt,
    suspendedAt,
    sessions: _count.sessions,
    roles: roles.map(({ role }) => role).filter(isStaffRole),
  };
}

import type { AccountsDeps } from './deps.server.ts';
import { isStaffRole } from './rules/staff.ts';
import type { AccessRow } from './schema.ts';

const MOST_ROWS = 100;

/** Whose accesses: to a person's data, to a guild's, or all that one member of staff opened. */
export type AccessScope = { personId: string } | { guildId: string } | { staffId: string };

/** The newest accesses with the pages that were seen under each, newest first. */
export async function listAccesses(
  { db, clock }: Pick<AccountsDeps, 'db' | 'clock'>,
  scope: AccessScope,
): Promise<AccessRow[]> {
  const where =
    'personId' in scope
      ? { personId: BigInt(scope.personId) }
      : 'guildId' in scope
        ? { guildId: BigInt(scope.guildId) }
        : { staffId: BigInt(scope.staffId) };
  const rows = await db.for('accountability').prisma.staffAccess.findMany({
    where,
    include: { views: { orderBy: { firstAt: 'asc' }, select: { page: true, views: true } } },
    orderBy: { openedAt: 'desc' },
    take: MOST_ROWS,
  });
  return rows.map(({ id, role, personId, guildId, reason, openedAt, endsAt, closedAt, views }) => ({
    id,
    role: isStaffRole(role) ? role : 'admin',
    kind: personId === null ? 'guild' : 'person',
    subjectId: String(personId ?? guildId),
    reason,
    openedAt,
    endsAt: closedAt ?? endsAt,
    isOpen: closedAt === null && endsAt.getTime() > clock.now(),
    views,
  }));
}

import { randomUUID } from 'node:crypto';
import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { AccountsDeps } from './deps.server.ts';
import { queueMail } from './queue-mail.server.ts';
import { ACCESS_MS, type AccessKind, roleThatOpens, type StaffRole } from './rules/staff.ts';

/**
 * Opens what is kept of a person or a guild to a member of staff, for half an hour, with a reason that those concerned can
 * read. @returns the id of the access
 * @throws AppError 'not_allowed' (no role of theirs opens this) · 'not_found' (nobody, or no guild, of this id is here) ·
 *   'conflict' (is open already)
 */
export async function openAccess(
  { db, clock }: Pick<AccountsDeps, 'db' | 'clock'>,
  {
    staff,
    kind,
    id,
    reason,
  }: { staff: { id: string; roles: readonly StaffRole[] }; kind: AccessKind; id: string; reason: string },
): Promise<string> {
  const role = roleThatOpens(staff.roles, kind);
  if (!role) throw new AppError('not_allowed', `no role of theirs opens a ${kind}`);
  const subject = kind === 'person' ? { personId: BigInt(id) } : { guildId: BigInt(id) };
  const now = new Date(clock.now());
  const accessId = randomUUID();
  await db.for('accountability', 'notify').prisma.$transaction(async (tx) => {
    // Two forms sent at once open one access.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('staff_access ' || ${staff.id}, 0))`;
    const where = { id: BigInt(id) };
    const known = kind === 'person' ? await tx.account.count({ where }) : await tx.guild.count({ where });
    if (known === 0) throw new AppError('not_found', `no such ${kind}`);
    const open = { ...subject, staffId: BigInt(staff.id), closedAt: null, endsAt: { gt: now } };
    if ((await tx.staffAccess.count({ where: open })) > 0) throw new AppError('conflict', 'is open already');
    await tx.staffAccess.create({
      data: {
        ...subject,
        id: accessId,
        staffId: BigInt(staff.id),
        role,
        reason,
        openedAt: now,
        endsAt: new Date(now.getTime() + ACCESS_MS),
      },
    });
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staff.id },
      action: 'access.opened',
      ...(kind === 'person' ? { subjectId: id } : { guildId: id }),
      reason,
      detail: { access: accessId, role },
    });
    if (kind === 'person')
      await queueMail(tx, {
        accountId: id,
        topic: 'staff-access',
        key: `staff-access ${accessId}`,
        facts: { at: now.toISOString() },
        nowMs: now.getTime(),
      });
  });
  return accessId;
}

import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { AccountsDeps } from './deps.server.ts';
import type { StaffRole } from './rules/staff.ts';

/** Takes a role from somebody, and closes what they opened under it. @throws AppError 'not_found' (has it not) */
export async function takeRole(
  { db, clock }: Pick<AccountsDeps, 'db' | 'clock'>,
  { accountId, role, staffId, reason }: { accountId: string; role: StaffRole; staffId: string; reason: string },
): Promise<void> {
  const id = BigInt(accountId);
  const now = new Date(clock.now());
  await db.for('accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.staffMember.deleteMany({ where: { accountId: id, role } });
    if (count === 0) throw new AppError('not_found', 'has no such role');
    await tx.staffAccess.updateMany({
      where: { staffId: id, role, closedAt: null, endsAt: { gt: now } },
      data: { closedAt: now },
    });
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'staff.role_taken',
      subjectId: accountId,
      reason,
      detail: { role },
    });
  });
}

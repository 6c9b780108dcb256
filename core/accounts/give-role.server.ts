import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { AccountsDeps } from './deps.server.ts';
import type { StaffRole } from './rules/staff.ts';

/**
 * Gives somebody a role. @throws AppError 'not_found' (never signed in) · 'not_allowed' (to oneself) · 'conflict' (has it)
 */
export async function giveRole(
  { db, clock }: Pick<AccountsDeps, 'db' | 'clock'>,
  { accountId, role, staffId, reason }: { accountId: string; role: StaffRole; staffId: string; reason: string },
): Promise<void> {
  if (accountId === staffId) throw new AppError('not_allowed', 'nobody gives themselves a role');
  const id = BigInt(accountId);
  await db.for('accountability').prisma.$transaction(async (tx) => {
    if ((await tx.account.count({ where: { id } })) === 0) throw new AppError('not_found', 'no such account');
    const { count } = await tx.staffMember.createMany({
      data: { accountId: id, role, givenBy: BigInt(staffId), givenAt: new Date(clock.now()) },
      skipDuplicates: true,
    });
    if (count === 0) throw new AppError('conflict', 'has the role already');
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'staff.role_given',
      subjectId: accountId,
      reason,
      detail: { role },
    });
  });
}

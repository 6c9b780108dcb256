import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/** Keeps what was found when something was looked over. @throws AppError 'conflict' where it was finished or is unknown */
export async function finishAudit(
  { db, clock }: { db: Database; clock: Clock },
  { auditId, findings, staffId }: { auditId: string; findings: string; staffId: string },
): Promise<void> {
  await db.for('accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.auditPlan.updateMany({
      where: { id: auditId, doneAt: null },
      data: { doneAt: new Date(clock.now()), doneBy: BigInt(staffId), findings },
    });
    if (count === 0) throw new AppError('conflict', 'no such audit is open');
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'audit.finished',
      reason: findings,
      detail: { auditId },
    });
  });
}

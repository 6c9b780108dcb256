import { randomUUID } from 'node:crypto';
import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { promises } from './promises.ts';

/**
 * Sets a day by which something has to be looked over. Once that day is past and it was not, nobody vouches for the
 * promise that rests on it. @throws AppError 'not_allowed' where the promise is not one that people vouch for
 */
export async function planAudit(
  { db, clock }: { db: Database; clock: Clock },
  { promise, subject, dueOn, staffId }: { promise: string; subject: string; dueOn: string; staffId: string },
): Promise<void> {
  if (Object.entries(promises).find(([id]) => id === promise)?.[1].kind !== 'attested')
    throw new AppError('not_allowed', 'no promise that people vouch for');
  await db.for('accountability').prisma.$transaction(async (tx) => {
    const plannedAt = new Date(clock.now());
    const data = { id: randomUUID(), promise, subject, dueOn: new Date(dueOn), plannedBy: BigInt(staffId), plannedAt };
    await tx.auditPlan.create({ data });
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'audit.planned',
      reason: subject,
      detail: { promise, dueOn },
    });
  });
}

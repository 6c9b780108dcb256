import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/** Answers a case, once. @throws AppError 'conflict' where it was answered or is gone */
export async function answerCase(
  { db, clock }: { db: Database; clock: Clock },
  { caseId, answer, staffId }: { caseId: string; answer: string; staffId: string },
): Promise<void> {
  await db.for('answer-request', 'accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.contactCase.updateMany({
      where: { id: caseId, answeredAt: null },
      data: { answer, answeredAt: new Date(clock.now()), answeredBy: BigInt(staffId) },
    });
    if (count === 0) throw new AppError('conflict', 'the case was answered or is gone');
    await recordEvent(tx, { actor: { kind: 'staff', id: staffId }, action: 'case.answered', detail: { caseId } });
  });
}

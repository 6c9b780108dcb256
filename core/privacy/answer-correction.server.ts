import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { CorrectionAnswer } from './schema.ts';

/**
 * Staff answer a correction: corrected, or not and why. The answer and that they gave it become durable together; the worker
 * then writes the receipt, which says the same.
 * @throws AppError 'not_found' where it is answered already, or its person was erased · 'not_allowed' where it is their own
 */
export async function answerCorrection(
  { db, clock }: { db: Database; clock: Clock },
  { staffId }: { staffId: string },
  { requestId, outcome, answer }: CorrectionAnswer,
): Promise<void> {
  const isCorrected = outcome === 'corrected';
  await db.for('answer-request', 'accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.rightsRequest.updateMany({
      where: { id: requestId, right: 'correct', state: 'held', reason: 'waits-for-staff' },
      data: { answer, state: 'running', reason: isCorrected ? null : 'refused' },
    });
    if (count === 0) throw new AppError('not_found', 'no such correction waits for an answer');
    const { personId } = await tx.rightsRequest.findUniqueOrThrow({ where: { id: requestId } });
    if (personId?.toString() === staffId) throw new AppError('not_allowed', 'nobody answers themselves');
    await tx.rightsStep.create({
      data: { requestId, place: 0, name: 'receipt', nextAt: new Date(clock.now()) },
    });
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'correction.answered',
      ...(personId === null ? {} : { subjectId: personId.toString() }),
      detail: { corrected: isCorrected },
    });
  });
}

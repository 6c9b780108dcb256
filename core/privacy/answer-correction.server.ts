import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/**
 * Staff answer a correction: corrected, or not and why. The worker then writes the receipt.
 * @throws AppError 'not_found' where it is answered already, 'bad_input' without words
 */
export async function answerCorrection(
  { db, clock }: { db: Pick<Database, 'prisma'>; clock: Clock },
  { staffId }: { staffId: string },
  { requestId, corrected, answer }: { requestId: string; corrected: boolean; answer: string },
): Promise<void> {
  const words = answer.trim();
  if (words === '' || words.length > 2_000) throw new AppError('bad_input', 'an answer has 1 to 2000 characters');
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.rightsRequest.updateMany({
      where: { id: requestId, right: 'correct', state: 'held' },
      data: { answer: words, state: 'running', reason: corrected ? null : 'refused' },
    });
    if (count === 0) throw new AppError('not_found', 'no such correction waits for an answer');
    const row = await tx.rightsRequest.findUniqueOrThrow({ where: { id: requestId } });
    await tx.rightsStep.create({
      data: { requestId, place: 0, name: 'receipt', nextAt: new Date(clock.now()) },
    });
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'correction.answered',
      ...(row.personId === null ? {} : { subjectId: row.personId.toString() }),
      detail: { corrected },
    });
  });
}

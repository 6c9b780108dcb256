import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Review } from './rules/reviews.ts';

/**
 * A person of staff says whether an answer was good. It is said once.
 * @throws AppError 'conflict' where somebody did already · 'not_found' where the answer is gone
 */
export async function reviewAnswer(
  { db, clock }: { db: Database; clock: Clock },
  { callId, verdict, note, staffId }: Review & { staffId: string },
): Promise<void> {
  await db.for('use-model', 'accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.aiSample.updateMany({
      where: { callId, verdict: null },
      data: { verdict, note: note || null, reviewedAt: new Date(clock.now()) },
    });
    if (count === 0 && (await tx.aiSample.count({ where: { callId } })) === 0)
      throw new AppError('not_found', 'the answer is gone');
    if (count === 0) throw new AppError('conflict', 'somebody looked at it already');
    const actor = { kind: 'staff', id: staffId } as const;
    await recordEvent(tx, { actor, action: 'ai.reviewed', detail: { id: callId, status: verdict } });
  });
}

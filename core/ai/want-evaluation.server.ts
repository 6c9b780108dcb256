import { recordEvent } from '#core/audit/record-event.server.ts';
import type { Database } from '#core/platform/db.server.ts';

/** A person of staff wants the sets asked anew: the next run of the job does it. */
export async function wantEvaluation({ db }: { db: Database }, { staffId }: { staffId: string }): Promise<void> {
  const { prisma } = db.for('accountability');
  await recordEvent(prisma, { actor: { kind: 'staff', id: staffId }, action: 'ai.evaluation_wanted' });
}

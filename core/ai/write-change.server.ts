import { randomUUID } from 'node:crypto';
import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { listChangeSources } from './list-change-sources.server.ts';
import { keyOfSource } from './rules/feedback.ts';

/**
 * A person of staff says what was changed because of what people said, and everybody can read it. Who it was is in the audit.
 * @throws AppError 'not_found' where what it came from is not there
 */
export async function writeChange(
  { db, clock }: { db: Database; clock: Clock },
  { source, words, staffId }: { source: string; words: string; staffId: string },
): Promise<void> {
  const found = (await listChangeSources(db)).find((one) => keyOfSource(one) === source);
  if (!found) throw new AppError('not_found', 'nothing that a change could come from');
  const isIncident = found.kind === 'incident';
  const data = {
    id: randomUUID(),
    at: new Date(clock.now()),
    feature: isIncident ? null : found.feature,
    feedbackWeek: found.kind === 'feedback' ? found.week : null,
    reviewWeek: found.kind === 'reviews' ? found.week : null,
    incidentId: isIncident ? found.incidentId : null,
    words,
  };
  await db.for('use-model', 'accountability').prisma.$transaction(async (tx) => {
    await tx.aiChange.create({ data });
    const actor = { kind: 'staff', id: staffId } as const;
    await recordEvent(tx, { actor, action: 'ai.changed', detail: { id: data.id, kind: found.kind } });
  });
}

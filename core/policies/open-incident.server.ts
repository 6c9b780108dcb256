import { randomUUID } from 'node:crypto';
import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { IncidentSubject } from './schema.ts';

/**
 * Keeps that something went wrong with data or with what AI did, or that this is exercised. The database adds what has to be
 * done, and by when. @throws AppError 'bad_input' where it was noticed in the future
 * @returns its id
 */
export async function openIncident(
  { db, clock }: { db: Database; clock: Clock },
  {
    noticedAt,
    drill,
    about,
    words,
    staffId,
  }: { noticedAt: Date; drill: boolean; about: IncidentSubject; words: string; staffId: string },
): Promise<string> {
  const openedAt = new Date(clock.now());
  if (noticedAt > openedAt) throw new AppError('bad_input', 'nothing is noticed before it happens');
  const id = randomUUID();
  await db.for('accountability').prisma.$transaction(async (tx) => {
    await tx.incident.create({ data: { id, drill, about, noticedAt, words, openedBy: BigInt(staffId), openedAt } });
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'incident.opened',
      reason: words,
      detail: { incidentId: id, drill, kind: about, noticedAt: noticedAt.toISOString() },
    });
  });
  return id;
}

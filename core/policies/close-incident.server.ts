import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/** Ends an incident. @throws AppError 'conflict' where it is over, or somebody was not told yet: the database refuses that, too */
export async function closeIncident(
  { db, clock }: { db: Database; clock: Clock },
  { incidentId, lessons, staffId }: { incidentId: string; lessons: string; staffId: string },
): Promise<void> {
  await db.for('accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.incident.updateMany({
      where: { id: incidentId, closedAt: null, notices: { none: { sentAt: null } } },
      data: { closedAt: new Date(clock.now()), closedBy: BigInt(staffId) },
    });
    if (count === 0) throw new AppError('conflict', 'the incident is over, or somebody was not told');
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'incident.closed',
      reason: lessons,
      detail: { incidentId },
    });
  });
}

import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { incidentSubject } from './rules.ts';
import type { IncidentAudience } from './schema.ts';

/**
 * Keeps that a step of an incident was done: who was told, that it was stopped, or what was learned. To people it is shown on the dashboard from then on;
 * an exercise only to who runs it. @throws AppError 'conflict' where they were told already
 */
export async function tellOfIncident(
  { db, clock }: { db: Database; clock: Clock },
  asked: { incidentId: string; audience: IncidentAudience; evidence: string; staffId: string },
): Promise<void> {
  const { incidentId, audience, evidence, staffId } = asked;
  const now = new Date(clock.now());
  await db.for('accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.incidentNotice.updateMany({
      where: { incidentId, audience, sentAt: null },
      data: { sentAt: now, sentBy: BigInt(staffId), evidence },
    });
    if (count === 0) throw new AppError('conflict', 'they were told already');
    if (audience === 'people')
      await tx.$executeRaw`
        INSERT INTO notice_delivery (account_id, subject, channel, planned_at, due_at)
        SELECT a.id, ${incidentSubject(incidentId)}, 'dashboard', ${now}, n.due_at
          FROM incident i JOIN incident_notice n ON n.incident_id = i.id AND n.audience = 'people', account a
         WHERE i.id = ${incidentId}::uuid AND (NOT i.drill OR a.id = ${BigInt(staffId)})
        ON CONFLICT DO NOTHING`;
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'incident.told',
      reason: evidence,
      detail: { incidentId, audience },
    });
  });
}

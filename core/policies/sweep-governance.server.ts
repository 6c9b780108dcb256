import type { Database } from '#core/platform/db.server.ts';

/** As every record of a decision. */
const KEPT_MS = 3 * 365.25 * 86_400_000;

/** Deletes what staff vouched for, what they looked over, and incidents, three years after their end. @returns how many rows */
export async function sweepGovernance(db: Database, nowMs: number): Promise<number> {
  const { prisma } = db.for('accountability');
  const ended = { lte: new Date(nowMs - KEPT_MS) };
  const attested = await prisma.attestation.deleteMany({ where: { expiresAt: ended } });
  const audits = await prisma.auditPlan.deleteMany({ where: { doneAt: ended } });
  const notices = await prisma.incidentNotice.deleteMany({ where: { sentAt: ended } });
  const incidents = await prisma.incident.deleteMany({ where: { closedAt: ended, notices: { none: {} } } });
  return attested.count + audits.count + notices.count + incidents.count;
}

import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { carryOutReports } from './carry-out-reports.server.ts';
import type { PurgeDeps } from './deps.server.ts';
import type { ReportDecision } from './schema.ts';

/**
 * A person of staff decides about a report. Under age: from this commit on the person gets no account, and at once what they
 * have is frozen and goes. Not shown: it is forgotten whom the report was about.
 * @throws AppError 'conflict' where it was decided or is gone
 */
export async function decideReport(
  deps: PurgeDeps,
  asked: { reportId: string; decision: ReportDecision; reason: string; staffId: string },
): Promise<void> {
  const { reportId, decision, reason, staffId } = asked;
  const decidedAt = new Date(deps.clock.now());
  await deps.db.for('answer-request', 'accountability').prisma.$transaction(async (tx) => {
    const report = await tx.underAgeReport.findUnique({ where: { id: reportId }, select: { personId: true } });
    const decided = { decision, decidedAt, decidedBy: BigInt(staffId) };
    const { count } = await tx.underAgeReport.updateMany({
      where: { id: reportId, decision: null, personId: { not: null } },
      data: decision === 'under-age' ? decided : { ...decided, personId: null },
    });
    if (!report?.personId || count === 0) throw new AppError('conflict', 'the report was decided or is gone');
    if (decision === 'under-age')
      await tx.$executeRaw`INSERT INTO under_age_gate (hash, since)
        VALUES (sha256((erasure_hashes(${report.personId}, 0))[1]), ${decidedAt}) ON CONFLICT DO NOTHING`;
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'report.decided',
      subjectId: report.personId.toString(),
      reason,
      detail: { reportId, decision },
    });
  });
  if (decision === 'under-age') await carryOutReports(deps);
}

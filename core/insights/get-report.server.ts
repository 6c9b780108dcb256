import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';
import { reportOf } from './internal/report-rows.server.ts';
import type { Report } from './schema.ts';

/**
 * A report of a guild, or its newest one.
 * @returns null where the newest is asked for and there is none
 * @throws AppError 'not_found' for an id that is none of this guild's
 */
export async function getReport(
  db: Database,
  { guildId, reportId }: { guildId: string; reportId: string | null },
): Promise<Report | null> {
  const row = await db.for('serve-guild').prisma.insightReport.findFirst({
    where: { guildId: BigInt(guildId), ...(reportId === null ? {} : { id: reportId }) },
    orderBy: [{ writtenAt: 'desc' }, { id: 'asc' }],
  });
  if (row) return reportOf(row);
  if (reportId === null) return null;
  throw new AppError('not_found', 'no report of this guild');
}

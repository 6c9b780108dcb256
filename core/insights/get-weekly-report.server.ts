import type { Database } from '#core/platform/db.server.ts';
import { reportOf } from './internal/report-rows.server.ts';
import type { Report } from './schema.ts';

/** The report of a guild's calendar week, by its Sunday in days since 1970; null where none was written. */
export async function getWeeklyReport(
  db: Database,
  { guildId, toDay }: { guildId: string; toDay: number },
): Promise<Report | null> {
  const where = { guildId: BigInt(guildId), kind: 'weekly', toDay };
  const row = await db.for('serve-guild').prisma.insightReport.findFirst({ where });
  return row ? reportOf(row) : null;
}

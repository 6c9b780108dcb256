import type { Period } from '#core/analytics/rules/period.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type ReportKind, reportKinds } from './schema.ts';

/** The weekly ones of a year, and some that were asked for. */
const LISTED = 80;

/** The newest reports of a guild, without what they say; an older one is still there by its id. */
export async function listReports(
  db: Database,
  { guildId }: { guildId: string },
): Promise<{ id: string; kind: ReportKind; period: Period }[]> {
  const rows = await db.for('serve-guild').prisma.insightReport.findMany({
    where: { guildId: BigInt(guildId) },
    orderBy: [{ writtenAt: 'desc' }, { id: 'asc' }],
    take: LISTED,
    select: { id: true, kind: true, fromDay: true, toDay: true },
  });
  return rows.map(({ id, kind, fromDay, toDay }) => ({
    id,
    kind: reportKinds.find((one) => one === kind) ?? 'asked',
    period: { fromDay, toDay },
  }));
}

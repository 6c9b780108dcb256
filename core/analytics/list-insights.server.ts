import { z } from 'zod';
import type { Database } from '#core/platform/db.server.ts';
import {
  type InsightsInterval,
  type InsightsKind,
  type InsightsRow,
  insightsKinds,
  insightsRowSchema,
} from './insights-file.ts';

export interface ImportedInsights {
  kind: InsightsKind;
  interval: InsightsInterval;
  rows: InsightsRow[];
  importedAt: Date;
}

const stored = z.object({
  kind: z.enum(insightsKinds),
  interval: z.enum(['day', 'week', 'month']),
  rows: z.array(insightsRowSchema),
  importedAt: z.date(),
});

/** The files of Discord's Server Insights that were laid beside the counts of a guild, in the order of their kinds. */
export async function listInsights(db: Database, { guildId }: { guildId: string }): Promise<ImportedInsights[]> {
  const { prisma } = db.for('count-activity');
  const rows = await prisma.insightsImport.findMany({ where: { guildId: BigInt(guildId) } });
  return rows
    .map((row) => stored.parse(row))
    .sort(
      (a, b) => insightsKinds.indexOf(a.kind) - insightsKinds.indexOf(b.kind) || a.interval.localeCompare(b.interval),
    );
}

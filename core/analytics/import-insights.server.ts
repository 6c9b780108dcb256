import { recordEvent } from '#core/audit/record-event.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type InsightsFile, type InsightsRefusal, readInsightsFile } from './insights-file.ts';

/**
 * Keeps a file of Discord's Server Insights beside the counts of a guild. One of the same kind and interval takes the
 * place of the one before.
 * @returns what it was, or why it was not taken
 */
export async function importInsights(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId, text }: { guildId: string; accountId: string; text: string },
): Promise<Extract<InsightsFile, { kind: unknown }> | { refused: InsightsRefusal }> {
  const file = readInsightsFile(text);
  if ('refused' in file) return file;
  const { kind, interval, rows } = file;
  const key = { guildId: BigInt(guildId), kind, interval };
  const values = { rows: rows.map((row) => ({ ...row })), importedAt: new Date(clock.now()) };
  await db.for('accountability').prisma.$transaction(async (tx) => {
    await tx.insightsImport.upsert({
      where: { guildId_kind_interval: key },
      create: { ...key, ...values },
      update: values,
    });
    await recordEvent(tx, {
      actor: { kind: 'person', id: accountId },
      action: 'insights.imported',
      guildId,
      detail: { kind, interval, rows: rows.length },
    });
  });
  return file;
}

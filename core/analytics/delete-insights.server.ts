import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';

/** Deletes an imported file of a guild. @throws AppError 'not_found' where it is not there */
export async function deleteInsights(
  db: Database,
  { guildId, accountId, kind, interval }: { guildId: string; accountId: string; kind: string; interval: string },
): Promise<void> {
  const { prisma } = db.for('accountability');
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.insightsImport.deleteMany({ where: { guildId: BigInt(guildId), kind, interval } });
    if (count === 0) throw new AppError('not_found', 'no such file was imported');
    await recordEvent(tx, {
      actor: { kind: 'person', id: accountId },
      action: 'insights.deleted',
      guildId,
      detail: { kind, interval },
    });
  });
}

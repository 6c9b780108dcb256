import { recordEvent } from '#core/audit/record-event.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/** A person says that nothing is to be written down for it: asked again, it is not proposed again. Twice is once. */
export async function dismissGap(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId }: { guildId: string; accountId: string },
  gapId: string,
): Promise<void> {
  await db.for('accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.knowledgeGap.updateMany({
      where: { guildId: BigInt(guildId), id: gapId, dismissedAt: null },
      data: { dismissedAt: new Date(clock.now()) },
    });
    if (count === 0) return;
    await recordEvent(tx, { actor: { kind: 'person', id: accountId }, action: 'knowledge.gap_dismissed', guildId });
  });
}

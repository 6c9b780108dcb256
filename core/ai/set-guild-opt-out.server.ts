import { recordEvent } from '#core/audit/record-event.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/** Somebody who manages a guild says that a use of a model is not to be for it, or may be again. @param asked.feature null: every use */
export async function setGuildOptOut(
  { db, clock }: { db: Database; clock: Clock },
  scope: { guildId: string },
  asked: { feature: string | null; out: boolean; personId: string },
): Promise<void> {
  const [guildId, feature] = [BigInt(scope.guildId), asked.feature ?? ''];
  await db.for('use-model', 'accountability').prisma.$transaction(async (tx) => {
    const where = { guildId_feature: { guildId, feature } };
    if (asked.out)
      await tx.aiGuildOptOut.upsert({ where, create: { guildId, feature, at: new Date(clock.now()) }, update: {} });
    else await tx.aiGuildOptOut.deleteMany({ where: { guildId, feature } });
    const actor = { kind: 'person', id: asked.personId } as const;
    const action = asked.out ? 'ai.guild_opted_out' : 'ai.guild_opted_in';
    await recordEvent(tx, { actor, action, guildId: scope.guildId, detail: { feature } });
  });
}

import { recordEvent } from '#core/audit/record-event.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

interface Deps {
  db: Database;
  clock: Clock;
}

/** From the next Monday on, a guild's digest goes to this channel; one that had been stopped begins anew. */
export async function chooseDigest(
  { db, clock }: Deps,
  { guildId, accountId }: { guildId: string; accountId: string },
  channelId: string,
): Promise<void> {
  const row = {
    channelId: BigInt(channelId),
    chosenAt: new Date(clock.now()),
    stoppedAt: null,
    stoppedReason: null,
  };
  await db.for('accountability').prisma.$transaction(async (tx) => {
    await tx.digest.upsert({
      where: { guildId: BigInt(guildId) },
      create: { guildId: BigInt(guildId), ...row },
      update: row,
    });
    await recordEvent(tx, {
      actor: { kind: 'person', id: accountId },
      action: 'digest.chosen',
      guildId,
      detail: { channel: channelId },
    });
  });
}

/** No digest is sent any more. Twice is once. */
export async function turnDigestOff(
  { db }: Pick<Deps, 'db'>,
  { guildId, accountId }: { guildId: string; accountId: string },
): Promise<void> {
  await db.for('accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.digest.deleteMany({ where: { guildId: BigInt(guildId) } });
    if (count === 0) return;
    await recordEvent(tx, { actor: { kind: 'person', id: accountId }, action: 'digest.turned_off', guildId });
  });
}

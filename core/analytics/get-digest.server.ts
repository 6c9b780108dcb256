import type { Database } from '#core/platform/db.server.ts';
import { type StopReason, stopReasons } from './digest.ts';

export interface DigestSettings {
  channelId: string;
  chosenAt: Date;
  /** Why it is not sent any more; null where it is sent. */
  stopped: { at: Date; reason: StopReason } | null;
}

export interface DigestView {
  /** Null: nobody asked for a digest. */
  settings: DigestSettings | null;
  /** The newest that was sent, or may not have been. */
  last: { week: number; sentAt: Date | null } | null;
}

/** What a guild's digest page tells. */
export async function getDigest(db: Database, { guildId }: { guildId: string }): Promise<DigestView> {
  const { prisma } = db.for('count-activity');
  const [row, last] = await Promise.all([
    prisma.digest.findUnique({ where: { guildId: BigInt(guildId) } }),
    prisma.digestDelivery.findFirst({
      where: { guildId: BigInt(guildId), OR: [{ sentAt: { not: null } }, { givenUpAt: { not: null } }] },
      orderBy: { week: 'desc' },
      select: { week: true, sentAt: true },
    }),
  ]);
  if (!row) return { settings: null, last };
  const reason = stopReasons.find((one) => one === row.stoppedReason);
  return {
    settings: {
      channelId: row.channelId.toString(),
      chosenAt: row.chosenAt,
      stopped: row.stoppedAt && reason ? { at: row.stoppedAt, reason } : null,
    },
    last,
  };
}

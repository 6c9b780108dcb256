import type { Database } from '#core/platform/db.server.ts';
import { isOpen } from './rules.ts';

/** A subscription that somebody pays for. */
export interface OwnSubscription {
  guildId: string;
  /** When it ends by itself; null where it goes on. */
  endsAt: Date | null;
}

/** The subscriptions that a person pays for and that have not ended, the oldest first. */
export async function listOwnSubscriptions(
  db: Database,
  { accountId }: { accountId: string },
): Promise<OwnSubscription[]> {
  const { prisma } = db.for('payment');
  const rows = await prisma.subscription.findMany({
    where: { accountId: BigInt(accountId) },
    orderBy: { startedAt: 'asc' },
  });
  return rows.filter(isOpen).map(({ guildId, cancelAt }) => ({ guildId: guildId.toString(), endsAt: cancelAt }));
}

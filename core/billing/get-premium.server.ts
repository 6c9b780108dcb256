import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { getEntitlement } from './list-entitled-guilds.server.ts';
import { isOpen, type PremiumState } from './rules.ts';

/** A guild's subscription as its managers see it. Amounts in the currency's smallest unit. */
export interface SubscriptionView {
  status: string;
  interval: string;
  amount: number;
  currency: string;
  currentPeriodEnd: Date;
  trialEnd: Date | null;
  cancelAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  /** Display name; null for somebody whose account is gone. */
  payerName: string | null;
  /** Whether the person who asks pays. */
  own: boolean;
}

export interface PremiumView {
  entitlement: PremiumState;
  /** The open one, or the newest that ended; null where there never was one. */
  subscription: SubscriptionView | null;
  /** When what was counted was deleted after the last loss; null where it was not. */
  deletedAt: Date | null;
  /** Had a trial or a subscription before: the next one begins with a payment. */
  tried: boolean;
}

/** What stands on a guild's premium page, for a person who may see it. */
export async function getPremium(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId }: { guildId: string; accountId: string },
): Promise<PremiumView> {
  const id = BigInt(guildId);
  const viewer = BigInt(accountId);
  const [entitlement, all, periods, mine] = await Promise.all([
    getEntitlement({ db, clock }, guildId),
    db
      .for('sign-in', 'payment')
      .prisma.subscription.findMany({ where: { guildId: id }, orderBy: { startedAt: 'desc' } }),
    db.for('sign-in', 'payment').prisma.premiumPeriod.count({ where: { guildId: id, source: 'stripe' } }),
    db.for('sign-in', 'payment').prisma.subscription.count({ where: { accountId: viewer } }),
  ]);
  const row = all.find(isOpen) ?? all[0];
  const payer =
    row &&
    (await db.for('sign-in', 'payment').prisma.account.findUnique({
      where: { id: row.accountId },
      select: { username: true, globalName: true },
    }));
  const deletion =
    entitlement.state === 'lost'
      ? await db
          .for('sign-in', 'payment')
          .prisma.premiumDeletion.findFirst({ where: { guildId: id }, orderBy: { lostAt: 'desc' } })
      : null;
  return {
    entitlement,
    subscription: row
      ? {
          status: row.status,
          interval: row.interval,
          amount: row.amount,
          currency: row.currency,
          currentPeriodEnd: row.currentPeriodEnd,
          trialEnd: row.trialEnd,
          cancelAt: row.cancelAt,
          endedAt: row.endedAt,
          endedBy: row.endedBy,
          payerName: payer ? (payer.globalName ?? payer.username) : null,
          own: row.accountId === viewer,
        }
      : null,
    deletedAt: deletion?.deletedAt ?? null,
    tried: periods + mine + all.length > 0,
  };
}

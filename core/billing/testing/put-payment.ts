import type { WholeDatabase } from '#core/platform/db.server.ts';

/** A subscription that was paid once, and the time in which it entitles its guild. */
export async function putPayment({ prisma }: Pick<WholeDatabase, 'prisma'>, { at }: { at: Date }): Promise<void> {
  const whose = { guildId: 500_000_000_000_000_001n, accountId: 600_000_000_000_000_001n };
  const price = { amount: 900, currency: 'eur' };
  const times = { startedAt: at, currentPeriodEnd: at, refreshedAt: at };
  await prisma.$transaction([
    prisma.subscription.create({
      data: { id: 'sub_1', ...whose, ...price, ...times, status: 'active', interval: 'month' },
    }),
    prisma.billingConfirmation.create({
      data: { invoiceId: 'in_1', subscriptionId: 'sub_1', ...whose, ...price, paidAt: at },
    }),
    prisma.premiumPeriod.create({ data: { source: 'stripe', ref: 'sub_1', guildId: whose.guildId, startsAt: at } }),
  ]);
}

import type { Database, Prisma } from '#core/platform/db.server.ts';

/** Long enough for the few questions to Stripe that are asked inside. */
const PATIENCE = { timeout: 45_000, maxWait: 20_000 };

/** Runs while nobody else changes what is kept of a subscription, in one transaction. */
export function underSubscriptionLock<T>(
  db: Database,
  subscriptionId: string,
  run: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  const { prisma } = db.for('payment', 'accountability');
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('stripe_subscription:' || ${subscriptionId}, 0))`;
    return run(tx);
  }, PATIENCE);
}

/** Runs while nobody else begins a checkout for a guild or moves a subscription to it. */
export function underGuildLock<T>(
  db: Database,
  guildId: string,
  run: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  const { prisma } = db.for('payment', 'accountability');
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('premium_guild:' || ${guildId}, 0))`;
    return run(tx);
  }, PATIENCE);
}

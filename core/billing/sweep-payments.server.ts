import type { Database } from '#core/platform/db.server.ts';
import { booksBegin } from './rules.ts';

const DAY_MS = 86_400_000;
const CHECKOUTS_KEPT_MS = 30 * DAY_MS;
/** Stripe lists and sends events again for 30 days: what is older cannot come a second time. */
const EVENTS_KEPT_MS = 30 * DAY_MS;
const REFUSED_EVENTS_KEPT_MS = 90 * DAY_MS;

/**
 * Ends the hold on payments whose books are closed, checkouts that came to nothing, and events of Stripe that were dealt
 * with. Who somebody is at Stripe goes with the last thing it belongs to. @returns how many rows
 */
export function sweepPayments(db: Database, nowMs: number): Promise<number> {
  const { prisma } = db.for('payment');
  const books = { lt: booksBegin(nowMs) };
  const before = (keptMs: number) => ({ lte: new Date(nowMs - keptMs) });
  return prisma.$transaction(async (tx) => {
    const ended = [
      await tx.billingConfirmation.deleteMany({ where: { paidAt: books } }),
      await tx.paymentReversal.deleteMany({ where: { noticedAt: books } }),
      await tx.subscription.deleteMany({ where: { endedAt: books } }),
      await tx.checkout.deleteMany({ where: { begunAt: before(CHECKOUTS_KEPT_MS) } }),
      await tx.stripeEvent.deleteMany({
        where: {
          OR: [
            { appliedAt: { not: null }, receivedAt: before(EVENTS_KEPT_MS) },
            { receivedAt: before(REFUSED_EVENTS_KEPT_MS) },
          ],
        },
      }),
    ];
    const customers = await tx.$executeRaw`
      DELETE FROM stripe_customer c WHERE created_at <= ${new Date(nowMs - CHECKOUTS_KEPT_MS)}
         AND NOT EXISTS (SELECT 1 FROM subscription o WHERE o.account_id = c.account_id)
         AND NOT EXISTS (SELECT 1 FROM billing_confirmation o WHERE o.account_id = c.account_id)
         AND NOT EXISTS (SELECT 1 FROM payment_reversal o WHERE o.account_id = c.account_id)
         AND NOT EXISTS (SELECT 1 FROM checkout o WHERE o.account_id = c.account_id)`;
    return ended.reduce((sum, { count }) => sum + count, customers);
  });
}

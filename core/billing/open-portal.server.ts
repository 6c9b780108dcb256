import { AppError } from '#core/platform/app-error.ts';
import type { BillingDeps } from './refresh-subscription.server.ts';
import { ask } from './stripe.server.ts';

/**
 * Stripe's page on which the payer of a guild's subscription switches, cancels, resumes or changes the card.
 * @throws AppError 'not_found' where the guild has no subscription of this person's · 'stripe_unavailable'
 */
export async function openPortal(
  { db, stripe }: BillingDeps,
  { guildId, accountId, returnUrl }: { guildId: string; accountId: string; returnUrl: string },
): Promise<string> {
  const payer = { accountId: BigInt(accountId) };
  const pays = await db.for('payment').prisma.subscription.count({ where: { guildId: BigInt(guildId), ...payer } });
  const customer = await db.for('payment').prisma.stripeCustomer.findUnique({ where: payer });
  if (pays === 0 || !customer) throw new AppError('not_found', 'this person does not pay for this guild');
  const session = await ask(
    stripe.client.billingPortal.sessions.create({ customer: customer.customerId, return_url: returnUrl }),
  );
  return session.url;
}

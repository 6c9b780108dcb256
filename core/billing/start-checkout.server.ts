import { randomUUID } from 'node:crypto';
import { AppError } from '#core/platform/app-error.ts';
import type { Prisma } from '#core/platform/db.server.ts';
import { underGuildLock } from './internal/subscription-lock.server.ts';
import { listPrices, type StripePrice } from './list-prices.server.ts';
import { type BillingDeps, refreshSubject } from './refresh-subscription.server.ts';
import { isOpen } from './rules.ts';
import type { PriceLookupKey } from './schema.ts';
import { ask, type StripeAccess } from './stripe.server.ts';

interface Asked {
  guildId: string;
  /** Who will pay. */
  accountId: string;
  lookupKey: PriceLookupKey;
  /** Absolute addresses; the placeholder {CHECKOUT_SESSION_ID} is Stripe's to fill in. */
  successUrl: string;
  cancelUrl: string;
}

/**
 * Begins the payment for a guild, or goes on with the one that was begun: two clicks open one session, and of two
 * people the later one's session is the one that is open. A trial is for who had no premium through Stripe before,
 * neither the guild nor the payer.
 * @returns Stripe's page
 * @throws AppError 'conflict' where the guild has a subscription · 'not_found' where Stripe has no such price ·
 *   'stripe_unavailable'
 */
export async function startCheckout(deps: BillingDeps, asked: Asked): Promise<string> {
  const { stripe, db, clock } = deps;
  const price = (await listPrices(stripe)).find((one) => one.lookupKey === asked.lookupKey);
  if (!price) throw new AppError('not_found', `Stripe has no active price ${asked.lookupKey}`);
  const guildId = BigInt(asked.guildId);
  const accountId = BigInt(asked.accountId);
  return underGuildLock(db, asked.guildId, async (tx) => {
    await refuseSecond(tx, guildId);
    const begun = await tx.checkout.findUnique({ where: { guildId } });
    const going = begun && (await goOn(deps, begun, { accountId, priceId: price.id }));
    if (going) return going;
    await refuseSecond(tx, guildId);
    const customer = await customerOf(tx, stripe, asked.accountId);
    const session = await createSession(stripe, asked, price, customer, await mayTry(tx, guildId, accountId));
    const row = { accountId, sessionId: session.id, priceId: price.id, begunAt: new Date(clock.now()) };
    await tx.checkout.upsert({ where: { guildId }, create: { guildId, ...row }, update: row });
    return session.url;
  });
}

/** A guild has one subscription at a time, here or in Discord's shop. @throws AppError 'conflict' */
export async function refuseSecond(tx: Prisma.TransactionClient, guildId: bigint): Promise<void> {
  const known = await tx.subscription.findMany({ where: { guildId }, select: { status: true } });
  if (known.some(isOpen)) throw new AppError('conflict', 'the guild has a subscription');
  const inDiscord = await tx.premiumPeriod.count({ where: { guildId, source: 'discord', endsAt: null } });
  if (inDiscord > 0) throw new AppError('conflict', 'the guild has a subscription in Discord');
}

/** The page of the session that was begun, where it is the same person's for the same price; else it is closed. */
async function goOn(
  deps: BillingDeps,
  begun: { sessionId: string; accountId: bigint; priceId: string },
  wanted: { accountId: bigint; priceId: string },
): Promise<string | null> {
  const { sessions } = deps.stripe.client.checkout;
  const session = await ask(sessions.retrieve(begun.sessionId));
  if (session.status === 'complete' && session.subscription) {
    await refreshSubject(
      deps,
      typeof session.subscription === 'string' ? session.subscription : session.subscription.id,
    );
    return null;
  }
  if (session.status !== 'open') return null;
  if (begun.accountId === wanted.accountId && begun.priceId === wanted.priceId && session.url) return session.url;
  await ask(sessions.expire(begun.sessionId));
  return null;
}

/** The payer at Stripe, made at the first checkout. Stripe learns the account's id and nothing else. */
async function customerOf(tx: Prisma.TransactionClient, stripe: StripeAccess, accountId: string): Promise<string> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('stripe_customer:' || ${accountId}, 0))`;
  const known = await tx.stripeCustomer.findUnique({ where: { accountId: BigInt(accountId) } });
  if (known) return known.customerId;
  const { id } = await ask(
    stripe.client.customers.create(
      { metadata: { account_id: accountId } },
      { idempotencyKey: `customer:${accountId}` },
    ),
  );
  await tx.stripeCustomer.create({ data: { accountId: BigInt(accountId), customerId: id } });
  return id;
}

async function mayTry(tx: Prisma.TransactionClient, guildId: bigint, accountId: bigint): Promise<boolean> {
  const had = await tx.subscription.count({ where: { OR: [{ guildId }, { accountId }] } });
  const moved = await tx.premiumPeriod.count({ where: { guildId, source: 'stripe' } });
  return had + moved === 0;
}

async function createSession(
  stripe: StripeAccess,
  { guildId, accountId, successUrl, cancelUrl }: Asked,
  price: StripePrice,
  customer: string,
  trial: boolean,
): Promise<{ id: string; url: string }> {
  const metadata = { guild_id: guildId, account_id: accountId };
  const { id, url } = await ask(
    stripe.client.checkout.sessions.create(
      {
        mode: 'subscription',
        customer,
        line_items: [{ price: price.id, quantity: 1 }],
        success_url: successUrl,
        cancel_url: cancelUrl,
        client_reference_id: guildId,
        metadata,
        subscription_data: { metadata, ...(trial && price.trialDays ? { trial_period_days: price.trialDays } : {}) },
      },
      { idempotencyKey: `checkout:${randomUUID()}` },
    ),
  );
  if (!url) throw new AppError('stripe_unavailable', 'Stripe opened a session without a page');
  return { id, url };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { isConnectionError, openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import type { StripeEvent, Subscription } from '../../../simulator/stripe/objects.ts';
import { type RunningStripe, startStripe } from '../../../simulator/stripe/start-stripe.ts';
import { signatureOf } from '../../../simulator/stripe/webhooks.ts';
import { applyEvents } from '../apply-events.server.ts';
import { receiveWebhook } from '../receive-webhook.server.ts';
import type { BillingDeps } from '../refresh-subscription.server.ts';
import { createStripe } from '../stripe.server.ts';

export const DAY_MS = 86_400_000;
const CONNECTIONS = 40;
const TRIES = 20;

/**
 * Billing on a real database against a simulated Stripe over its socket. Both share one clock, which stands still until
 * `advance` moves it; nothing is delivered but what a test delivers.
 */
export interface PremiumRig {
  db: WholeDatabase;
  running: RunningStripe;
  deps: BillingDeps;
  advance(days: number): void;
  /** Moves the machine's clock, as time that passes does. */
  pass(ms: number): void;
  /** Subscribes as the checkout page would, without a trial. */
  subscribe(guildId: string, accountId: string, trialDays?: number | null): Promise<Subscription>;
  /** Events about a subscription and its payments so far, oldest first. */
  eventsOf(subscription: Subscription): StripeEvent[];
  /** Receives an event as Stripe sends it, again where the database could not take it, and applies it. */
  deliver(event: StripeEvent): Promise<void>;
  close(): Promise<void>;
}

/** On a fresh database of the run's Postgres, which is gone with `close()`. */
export async function startTestRig(): Promise<PremiumRig> {
  const test = await createTestDatabase();
  const rig = await startRig(test.url);
  return {
    ...rig,
    async close() {
      await rig.close();
      await test.close();
    },
  };
}

/** @param url of a migrated database without premium */
export async function startRig(url: string): Promise<PremiumRig> {
  // Deliveries at once each hold a connection while they wait for their turn.
  const db = openWholeDatabase(url, { max: CONNECTIONS });
  const warm = [];
  for (let made = 0; made < CONNECTIONS; made += 1) warm.push(await db.pool.connect());
  for (const client of warm) client.release();
  let machineMs = Date.UTC(2026, 10, 21, 12);
  const running = await startStripe({ now: () => machineMs });
  const { stripe, url: apiUrl } = running;
  const access = createStripe({
    secretKey: stripe.secretKey,
    webhookSecret: stripe.webhooks.secret,
    apiUrl,
    checkoutUrl: apiUrl,
    portalUrl: apiUrl,
  });
  if (!access) throw new Error('there is a key');
  const deps: BillingDeps = { db, clock: { now: () => stripe.clock.now() }, stripe: access };
  const customers = new Map<string, string>();
  return {
    db,
    running,
    deps,
    advance: (days) => stripe.cycle.runUntil(stripe.clock.now() + days * DAY_MS),
    pass: (ms) => {
      machineMs += ms;
    },
    async subscribe(guildId, accountId, trialDays = null) {
      let customer = customers.get(accountId);
      customer ??= (await access.client.customers.create({ metadata: { account_id: accountId } })).id;
      customers.set(accountId, customer);
      const [price] = stripe.store.prices;
      if (!price) throw new Error('the simulated Stripe has prices');
      return stripe.cycle.begin(customer, price, { guild_id: guildId, account_id: accountId }, trialDays);
    },
    eventsOf: ({ id }) => {
      const invoices = [...stripe.store.invoices.values()].filter(
        (one) => one.parent.subscription_details.subscription === id,
      );
      const charges = invoices.map((invoice) => stripe.store.chargeOf(invoice.id)?.id);
      const ids = new Set([id, ...invoices.map((invoice) => invoice.id), ...charges]);
      return stripe.store.events.filter(({ data: { object } }) => {
        const about = object as { id: string; subscription?: string; charge?: string };
        return ids.has(about.id) || about.subscription === id || (about.charge !== undefined && ids.has(about.charge));
      });
    },
    async deliver(event) {
      const payload = JSON.stringify(event);
      for (let tries = 1; ; tries += 1) {
        try {
          const seconds = Math.floor(stripe.clock.now() / 1000);
          const signature = signatureOf(stripe.webhooks.secret, payload, seconds);
          const subject = await receiveWebhook(deps, Buffer.from(payload), signature);
          if (subject !== null) await applyEvents(deps, [subject]);
          return;
        } catch (error) {
          if (tries === TRIES || !isConnectionError(error)) throw error;
          await sleep(100);
        }
      }
    },
    async close() {
      await running.stop();
      await db.close();
    },
  };
}

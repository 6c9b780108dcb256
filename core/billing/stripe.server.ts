import Stripe from 'stripe';
import { AppError } from '#core/platform/app-error.ts';
import type { Config } from '#core/platform/config.server.ts';

const PATIENCE_MS = 8_000;

/** Stripe as the use cases reach it. */
export interface StripeAccess {
  readonly client: Stripe;
  readonly webhookSecret: string;
}

/** Null where no premium is sold here. */
export function createStripe(config: Config['stripe']): StripeAccess | null {
  if (config === null) return null;
  const { protocol, hostname, port } = new URL(config.apiUrl);
  const client = new Stripe(config.secretKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    timeout: PATIENCE_MS,
    maxNetworkRetries: 1,
    telemetry: false,
  });
  return { client, webhookSecret: config.webhookSecret };
}

/** Asks Stripe. @throws AppError 'misconfigured' where it refuses the key · 'stripe_unavailable' for all else */
export async function ask<T>(question: Promise<T>): Promise<T> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeAuthenticationError)
      throw new AppError('misconfigured', 'Stripe refuses STRIPE_SECRET_KEY', { cause: error });
    throw new AppError('stripe_unavailable', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

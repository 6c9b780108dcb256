import { applyEvents } from '#core/billing/apply-events.server.ts';
import { receiveWebhook } from '#core/billing/receive-webhook.server.ts';
import type { BillingDeps } from '#core/billing/refresh-subscription.server.ts';
import { isAppError } from '#core/platform/app-error.ts';
import type { Logger } from '#core/platform/log.server.ts';

/** The largest event Stripe sends is far below this. */
export const WEBHOOK_BYTES = 512 * 1_024;
/** Subjects that one process fetches at a time; each holds a connection of the database. */
const AT_ONCE = 3;

/**
 * Takes events of Stripe: kept first, then answered, then applied. What cannot be applied now waits in the inbox for
 * the worker.
 */
export function createStripeWebhook(deps: BillingDeps, log: Logger) {
  const waiting = new Set<string>();
  let working = 0;

  const work = async () => {
    for (const subject of waiting) {
      waiting.delete(subject);
      try {
        const { failed } = await applyEvents(deps, [subject]);
        if (failed > 0) log.warn({ subject }, 'an event of Stripe waits for the worker');
      } catch (error) {
        log.warn({ err: error, subject }, 'an event of Stripe waits for the worker');
      }
    }
  };
  const applySoon = (subject: string) => {
    waiting.add(subject);
    if (working >= AT_ONCE) return;
    working += 1;
    void work().finally(() => {
      working -= 1;
    });
  };

  return async (request: Request): Promise<Response> => {
    try {
      const body = new Uint8Array(await request.arrayBuffer());
      const subject = await receiveWebhook(deps, body, request.headers.get('stripe-signature'));
      if (subject !== null) applySoon(subject);
      return Response.json({ received: true });
    } catch (error) {
      if (!isAppError(error) || error.code !== 'bad_input') throw error;
      log.warn({ why: error.message }, 'something that is not an event of Stripe was refused');
      return new Response('Not an event signed for this address.', { status: 400 });
    }
  };
}

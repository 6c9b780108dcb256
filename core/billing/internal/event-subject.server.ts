import { z } from 'zod';
import type { EventShape } from './stripe-shapes.server.ts';

const ref = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const withId = z.object({ id: z.string() });
const withSubscription = z.object({ subscription: ref });
const withPayment = z.object({ payment_intent: ref });
const ofInvoice = z.object({
  parent: z.object({ subscription_details: withSubscription }),
});

/**
 * What is fetched anew because of an event: the id of a subscription (sub_…) or of a payment (pi_…); null where the
 * event is no business of ours. Nothing else of an event is believed.
 */
export function subjectOf({ type, data: { object } }: EventShape): string | null {
  if (type.startsWith('customer.subscription.')) return read(withId, object)?.id ?? null;
  if (type.startsWith('checkout.session.')) return read(withSubscription, object)?.subscription ?? null;
  if (type.startsWith('invoice.')) return read(ofInvoice, object)?.parent.subscription_details.subscription ?? null;
  if (type === 'charge.refunded' || type.startsWith('refund.') || type.startsWith('charge.dispute.'))
    return read(withPayment, object)?.payment_intent ?? null;
  return null;
}

/** Kinds of events that are asked for when the list is read; also those to choose in Stripe's dashboard. */
export const eventTypes = [
  'checkout.session.completed',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'invoice.paid',
  'invoice.payment_failed',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
] as const;

function read<T>(schema: z.ZodType<T>, object: unknown): T | null {
  const parsed = schema.safeParse(object);
  return parsed.success ? parsed.data : null;
}

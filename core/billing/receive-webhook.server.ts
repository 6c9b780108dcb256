import Stripe from 'stripe';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { subjectOf } from './internal/event-subject.server.ts';
import { type EventShape, eventShape } from './internal/stripe-shapes.server.ts';
import type { StripeAccess } from './stripe.server.ts';

/** Seconds that a signature holds. Source: Stripe docs, "Receive Stripe events in your webhook endpoint". */
export const TOLERANCE_S = 300;

/**
 * Takes an event that Stripe sends. Resolves once it is kept; who answers 2xx before would lose it.
 * @param body the bytes as they came: the signature is over them
 * @returns what has to be fetched because of it; null where that is nothing, or was so already
 * @throws AppError 'bad_input' where it is not Stripe's, was altered or is older or newer than the tolerance
 */
export async function receiveWebhook(
  { db, clock, stripe }: { db: Database; clock: Clock; stripe: StripeAccess },
  body: Uint8Array,
  signature: string | null,
): Promise<string | null> {
  const event = verified(stripe, clock, body, signature);
  return (await keepEvents({ db, clock }, [event]))[0] ?? null;
}

function verified(stripe: StripeAccess, clock: Clock, body: Uint8Array, signature: string | null): EventShape {
  const bytes = Buffer.from(body);
  try {
    // A time stamp ahead of ours is refused as well: the client looks at old ones only.
    const seconds = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature ?? '')?.[1] ?? Number.NaN);
    const nowS = Math.floor(clock.now() / 1_000);
    if (!(Math.abs(nowS - seconds) <= TOLERANCE_S)) throw new AppError('bad_input', 'outside the tolerance');
    const event = stripe.client.webhooks.constructEvent(
      bytes,
      signature ?? '',
      stripe.webhookSecret,
      TOLERANCE_S,
      undefined,
      clock.now(),
    );
    return eventShape.parse(event);
  } catch (error) {
    const why =
      error instanceof Stripe.errors.StripeSignatureVerificationError ? 'not signed by Stripe' : 'not an event';
    throw new AppError('bad_input', why, { cause: error });
  }
}

/** Puts events into the inbox, each once. @returns the subjects of those that were new or are not applied yet */
export async function keepEvents(
  { db, clock }: { db: Database; clock: Clock },
  events: readonly EventShape[],
): Promise<string[]> {
  const receivedAt = new Date(clock.now());
  await db.for('payment').prisma.stripeEvent.createMany({
    data: events.map((event) => {
      const subject = subjectOf(event);
      return {
        id: event.id,
        type: event.type,
        subject,
        createdAt: event.created,
        receivedAt,
        // Nothing has to be done about what is about nothing of ours.
        appliedAt: subject === null ? receivedAt : null,
      };
    }),
    skipDuplicates: true,
  });
  const waiting = await db.for('payment').prisma.stripeEvent.findMany({
    where: { id: { in: events.map(({ id }) => id) }, appliedAt: null },
    select: { subject: true },
  });
  return [...new Set(waiting.flatMap(({ subject }) => subject ?? []))];
}

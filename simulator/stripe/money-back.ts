import type { Charge, Dispute, Refund } from './objects.ts';
import type { StripeStore } from './store.ts';

/** Gives money of a charge back; all that is left of it where no amount is named. */
export function refundCharge(
  store: StripeStore,
  charge: Charge,
  amount = charge.amount - charge.amount_refunded,
): Refund {
  const id = store.id('re');
  const refund: Refund = {
    id,
    object: 'refund',
    amount,
    charge: charge.id,
    created: store.clock.seconds(),
    currency: charge.currency,
    payment_intent: charge.payment_intent,
    reason: 'requested_by_customer',
    status: 'succeeded',
  };
  store.refunds.set(id, refund);
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded >= charge.amount;
  store.emit('charge.refunded', charge);
  return refund;
}

/** The bank takes a charge back until it is decided. */
export function openDispute(store: StripeStore, charge: Charge): Dispute {
  const id = store.id('du');
  const dispute: Dispute = {
    id,
    object: 'dispute',
    amount: charge.amount,
    charge: charge.id,
    created: store.clock.seconds(),
    currency: charge.currency,
    livemode: false,
    payment_intent: charge.payment_intent,
    reason: 'fraudulent',
    status: 'needs_response',
  };
  store.disputes.set(id, dispute);
  charge.disputed = true;
  store.emit('charge.dispute.created', dispute);
  return dispute;
}

export function closeDispute(store: StripeStore, dispute: Dispute, status: 'won' | 'lost'): void {
  dispute.status = status;
  store.emit('charge.dispute.closed', dispute);
}

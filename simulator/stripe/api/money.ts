import { z } from 'zod';
import { missing, StripeApiError } from '../errors.ts';
import { pageOf, pageParams } from '../lists.ts';
import { refundCharge } from '../money-back.ts';
import type { Route } from './route.ts';

const ofPayment = z.strictObject({
  ...pageParams,
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
});
const payments = z.strictObject({
  ...pageParams,
  invoice: z.string().optional(),
  payment: z.strictObject({ type: z.literal('payment_intent'), payment_intent: z.string() }).optional(),
});
const refund = z.strictObject({ charge: z.string(), amount: z.coerce.number().int().min(1).optional() });

/** Charges, refunds, disputes, and which invoice a payment was for. */
export const moneyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/charges',
    answer: ({ stripe, params }) => {
      const { payment_intent: intent, charge: _charge, ...page } = ofPayment.parse(params);
      const found = [...stripe.store.charges.values()].filter(
        (one) => intent === undefined || one.payment_intent === intent,
      );
      return pageOf('/v1/charges', found, page);
    },
  },
  {
    method: 'GET',
    path: '/invoice_payments',
    answer: ({ stripe, params }) => {
      const { invoice, payment, ...page } = payments.parse(params);
      const found = [...stripe.store.invoicePayments.values()].filter(
        (one) =>
          (invoice === undefined || one.invoice === invoice) &&
          (payment === undefined || one.payment.payment_intent === payment.payment_intent),
      );
      return pageOf('/v1/invoice_payments', found, page);
    },
  },
  {
    method: 'GET',
    path: '/disputes',
    answer: ({ stripe, params }) => {
      const { payment_intent: intent, charge, ...page } = ofPayment.parse(params);
      const found = [...stripe.store.disputes.values()].filter(
        (one) =>
          (intent === undefined || one.payment_intent === intent) && (charge === undefined || one.charge === charge),
      );
      return pageOf('/v1/disputes', found, page);
    },
  },
  {
    method: 'POST',
    path: '/refunds',
    answer: ({ stripe, params }) => {
      const wish = refund.parse(params);
      const charge = stripe.store.charges.get(wish.charge);
      if (!charge) throw missing('charge', wish.charge, 'charge');
      const left = charge.amount - charge.amount_refunded;
      if (left === 0)
        throw new StripeApiError(400, `Charge ${charge.id} has already been refunded.`, {
          code: 'charge_already_refunded',
        });
      if ((wish.amount ?? 0) > left) throw new StripeApiError(400, 'Refund amount is greater than unrefunded amount.');
      return refundCharge(stripe.store, charge, wish.amount ?? left);
    },
  },
];

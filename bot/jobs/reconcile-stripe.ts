import { reconcileStripe } from '#core/billing/reconcile-stripe.server.ts';
import type { StripeAccess } from '#core/billing/stripe.server.ts';
import type { Job } from './job.ts';

/** Applies what Stripe told or tried to tell, however long this instance was away. */
export function reconcileStripeJob(stripe: StripeAccess): Job {
  return {
    name: 'reconcile-stripe',
    schedule: '* * * * *',
    atStart: true,
    async run({ db, clock, log }) {
      const { missed, applied, failed } = await reconcileStripe({ db, clock, stripe });
      if (missed + applied > 0) log.info({ missed, applied }, 'events of Stripe reconciled');
      if (failed > 0) log.error({ failed }, 'events of Stripe that could not be applied');
    },
  };
}

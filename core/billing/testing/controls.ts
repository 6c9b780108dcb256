import { catalogControl, type NegativeControl } from '#core/platform/testing/negative-control.ts';
import { sweepPayments } from '../sweep-payments.server.ts';
import { putPayment } from './put-payment.ts';

/** Whenever it begins, the seventh calendar year has ended. */
const EIGHT_YEARS_MS = 8 * 366 * 86_400_000;

export const controls: readonly NegativeControl[] = [
  catalogControl(
    'P05',
    'paying at Stripe alone',
    `CREATE TABLE paid (words text); INSERT INTO paid VALUES ('4000056655665556')`,
  ),
  catalogControl(
    'P10',
    'the shape of what is kept of an event',
    `INSERT INTO stripe_event (id, type, subject, created_at, received_at) VALUES ('evt_1', 'invoice.paid', 'a@b.example', now(), now())`,
  ),
  {
    promise: 'P41',
    off: 'the sweep of payments whose books are closed',
    seen: 'broken',
    async before(stage) {
      await putPayment(stage.db, { at: new Date(stage.clock.now()) });
      await stage.db.pool.query('UPDATE subscription SET ended_at = started_at');
      stage.clock.move(EIGHT_YEARS_MS);
      await stage.db.pool.query('DELETE FROM premium_period');
      await sweepPayments(stage.db, stage.clock.now());
    },
    async cripple({ db, clock }) {
      await putPayment(db, { at: new Date(clock.now() - EIGHT_YEARS_MS) });
      return undefined;
    },
  },
  {
    promise: 'P41',
    off: 'the hold on payments that are younger',
    seen: 'broken',
    before: ({ db, clock }) => putPayment(db, { at: new Date(clock.now()) }),
    async cripple({ db }) {
      await db.prisma.subscription.deleteMany();
      return undefined;
    },
  },
];

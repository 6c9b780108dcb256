import { DIGITS, findCardNumbers } from '#core/platform/card-numbers.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { booksBegin } from './rules.ts';

const HOUR_MS = 3_600_000;

/** What a text of the tables about payments may look like: ids of Stripe and Discord, codes of ours and of Stripe. */
const ID = '^(?:[a-z]{2,6}_[A-Za-z0-9_]{1,250}|\\d{1,20})$';
const CODE = '^[a-z_.]{1,100}$';
const SHAPES: Readonly<Record<string, string>> = {
  'stripe_event.id': ID,
  'stripe_event.type': CODE,
  'stripe_event.subject': ID,
  'stripe_event.error': CODE,
  'stripe_customer.customer_id': ID,
  'checkout.session_id': ID,
  'checkout.price_id': ID,
  'subscription.id': ID,
  'subscription.status': CODE,
  'subscription.interval': CODE,
  'subscription.currency': CODE,
  'subscription.ended_by': CODE,
  'billing_confirmation.invoice_id': ID,
  'billing_confirmation.subscription_id': ID,
  'billing_confirmation.currency': CODE,
  'payment_reversal.id': ID,
  'payment_reversal.kind': CODE,
  'payment_reversal.subscription_id': ID,
  'payment_reversal.currency': CODE,
  'payment_reversal.status': CODE,
};
const TABLES = [...new Set(Object.keys(SHAPES).map((place) => place.split('.')[0]))];

/** Names of columns for what stands on a card. */
const CARD_COLUMN = '(^|_)(card|pan|cvc|cvv|iban|last4|expiry|exp_month|exp_year)(_|$)';

/** Probes of what is promised about payments. */
export function billingProbes({ db, clock }: { db: Database; clock: Clock }): Probe[] {
  return [
    {
      promise: 'P05',
      async look() {
        const { rows: columns } = await db
          .for('keep-promises')
          .pool.query<{ place: string; table: string; column: string; named: boolean }>(TEXTS, [CARD_COLUMN]);
        const found = columns.filter(({ named }) => named).map(({ place }) => place);
        for (const { place, table, column } of columns) {
          const { rows } = await db
            .for('keep-promises')
            .pool.query<{ text: string }>(
              `SELECT ${column}::text AS text FROM ${table} WHERE ${column}::text ~ $1 LIMIT 1000`,
              [DIGITS],
            );
          if (rows.some(({ text }) => findCardNumbers(text).length > 0)) found.push(place);
        }
        return keptUnless(found, {
          placesScanned: columns.length,
          scannedAt: new Date(clock.now()).toISOString().slice(0, 16),
        });
      },
    },
    {
      promise: 'P10',
      async look() {
        const { rows } = await db.for('payment').pool.query<{ place: string }>(
          `SELECT table_name || '.' || column_name AS place FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = ANY($1)
              AND data_type NOT IN ('bigint', 'integer', 'boolean', 'timestamp with time zone') ORDER BY 1`,
          [TABLES],
        );
        const places = rows.map(({ place }) => place);
        const found = places.filter((place) => !(place in SHAPES));
        for (const [place, shape] of Object.entries(SHAPES).filter(([known]) => places.includes(known))) {
          const [table, column] = place.split('.');
          const odd = await db
            .for('payment')
            .pool.query(`SELECT 1 FROM public.${table} WHERE "${column}" !~ $1 LIMIT 1`, [shape]);
          if (odd.rowCount) found.push(place);
        }
        return keptUnless(found, { keys: places });
      },
    },
    {
      promise: 'P41',
      async look() {
        const overdueAt = booksBegin(clock.now() - HOUR_MS);
        const { rows } = await db.for('payment').pool.query<{ payments: number; oldest: Date | null; lost: number }>(
          `WITH kept AS (SELECT paid_at AS at FROM billing_confirmation UNION ALL SELECT noticed_at FROM payment_reversal
                         UNION ALL SELECT ended_at FROM subscription WHERE ended_at IS NOT NULL)
           SELECT (SELECT count(*) FROM kept)::int AS payments, (SELECT min(at) FROM kept) AS oldest,
                  (SELECT count(*) FROM premium_period p WHERE source = 'stripe'
                      AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.id = p.ref))::int AS lost`,
        );
        const { payments = 0, oldest = null, lost = 0 } = rows[0] ?? {};
        const found = [
          ...(oldest !== null && oldest < overdueAt ? [oldest.toISOString().slice(0, 10)] : []),
          ...(lost > 0 ? ['subscription'] : []),
        ];
        return keptUnless(found, { payments, ...(oldest ? { oldestPayment: oldest.toISOString().slice(0, 10) } : {}) });
      },
    },
  ];
}

/** Columns that can hold text, of every table but Postgres's own. A partition is looked through with its parent. */
const TEXTS = `
  SELECT n.nspname || '.' || c.relname || '.' || a.attname AS place, c.oid::regclass::text AS table,
         quote_ident(a.attname) AS column, a.attname ~* $1 AS named
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
     AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
     AND (a.attname ~* $1 OR a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'json'::regtype, 'jsonb'::regtype, 'text[]'::regtype))
   ORDER BY 1`;

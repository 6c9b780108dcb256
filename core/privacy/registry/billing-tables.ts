import type { ColumnEntry, TableEntry } from '../schema.ts';
import { guild, nobody, person, table } from './table.ts';

const ofPeriod: Omit<ColumnEntry, 'holds'> = {
  subject: guild('guild_id'),
  purpose: 'entitlement',
  source: 'own',
  retention: 'record',
  export: 'not-personal',
  erase: 'not-personal',
};
const ofPayer: Omit<ColumnEntry, 'holds'> = {
  subject: person('account_id'),
  purpose: 'payment',
  source: 'stripe',
  retention: 'payment',
  export: 'included',
  erase: 'keep',
};
const ofEvent: Omit<ColumnEntry, 'holds'> = {
  subject: nobody,
  purpose: 'operate',
  source: 'stripe',
  retention: 'stripe-event',
  export: 'not-personal',
  erase: 'not-personal',
};

/** Payments for premium. Of a card nothing is kept: Stripe has it. */
export const billingTables: Record<string, TableEntry> = {
  'public.premium_period': table('When a source outside entitles a guild.', ofPeriod, {
    id: {},
    source: { holds: 'stripe or discord' },
    ref: { source: 'stripe', holds: 'id of the subscription or entitlement' },
    guild_id: { source: 'discord' },
    starts_at: {},
    ends_at: {},
  }),
  'public.premium_deletion': table('That what a guild without premium had counted was deleted.', ofPeriod, {
    guild_id: { source: 'discord' },
    lost_at: {},
    deleted_at: {},
    rows: {},
  }),
  'public.stripe_customer': table('Who a person is at Stripe.', ofPayer, {
    account_id: { source: 'discord' },
    customer_id: { holds: 'id of the customer at Stripe' },
    created_at: { source: 'own' },
  }),
  'public.checkout': table(
    'The newest checkout begun for a guild.',
    { ...ofPayer, retention: 'checkout', erase: 'delete-row' },
    {
      guild_id: { source: 'discord' },
      account_id: { source: 'discord' },
      session_id: { holds: 'id of the checkout session at Stripe' },
      price_id: { holds: 'id of the price at Stripe' },
      begun_at: { source: 'own' },
    },
  ),
  'public.subscription': table('A subscription as Stripe last told it.', ofPayer, {
    id: { holds: 'id of the subscription at Stripe' },
    guild_id: { source: 'discord' },
    account_id: { source: 'discord' },
    status: { holds: "state in Stripe's words" },
    interval: { holds: 'month or year' },
    amount: {},
    currency: { holds: 'currency code' },
    started_at: {},
    current_period_end: {},
    trial_end: {},
    cancel_at: {},
    ended_at: {},
    ended_by: { holds: 'refund or dispute, where one ended it' },
    refreshed_at: { source: 'own' },
  }),
  'public.billing_confirmation': table('An invoice that was paid.', ofPayer, {
    invoice_id: { holds: 'id of the invoice at Stripe' },
    subscription_id: { holds: 'id of the subscription at Stripe' },
    guild_id: { source: 'discord' },
    account_id: { source: 'discord' },
    amount: {},
    currency: { holds: 'currency code' },
    paid_at: {},
  }),
  'public.payment_reversal': table('A payment that was refunded or disputed.', ofPayer, {
    id: { holds: 'id of the charge or dispute at Stripe' },
    kind: { holds: 'refund or dispute' },
    subscription_id: { holds: 'id of the subscription at Stripe' },
    guild_id: { source: 'discord' },
    account_id: { source: 'discord' },
    amount: {},
    currency: { holds: 'currency code' },
    whole: {},
    status: { holds: "state in Stripe's words" },
    period_end: {},
    noticed_at: { source: 'own' },
  }),
  'public.stripe_event': table('That an event of Stripe came, not what stood in it.', ofEvent, {
    id: { holds: 'id of the event at Stripe' },
    type: { holds: "kind of event in Stripe's words" },
    subject: { holds: 'id of the subscription or payment at Stripe' },
    created_at: {},
    received_at: { source: 'own' },
    applied_at: { source: 'own' },
    attempts: { source: 'own' },
    error: { source: 'own', holds: 'code of why it could not be applied yet' },
  }),
  'public.stripe_cursor': table(
    "How far Stripe's list of events was read.",
    { ...ofEvent, retention: 'infrastructure' },
    {
      id: { source: 'own' },
      seen_until: {},
    },
  ),
};

import { addInterval } from './clock.ts';
import type { Invoice, InvoiceLine, Price, Subscription } from './objects.ts';
import type { StripeStore } from './store.ts';

/** Days after a failed payment at which it is tried again; after the last one the subscription ends. */
const RETRY_DAYS = [3, 5, 7] as const;
const DAY_S = 86_400;

/** What Stripe's settings say about a subscription whose payment failed for good. */
export type AfterRetries = 'canceled' | 'unpaid';

type Reason = Invoice['billing_reason'];

export function itemOf(subscription: Subscription): Subscription['items']['data'][0] {
  return subscription.items.data[0];
}

/** Subscriptions from their first day to their last: invoices, payments, retries, ends. */
export class BillingCycle {
  afterRetries: AfterRetries = 'canceled';
  private readonly store: StripeStore;

  constructor(store: StripeStore) {
    this.store = store;
  }

  /** Begins a subscription whose first payment, if one is due, succeeds. */
  begin(customer: string, price: Price, metadata: Record<string, string>, trialDays: number | null): Subscription {
    const { store } = this;
    const now = store.clock.seconds();
    const id = store.id('sub');
    const trialEnd = trialDays === null ? null : now + trialDays * DAY_S;
    const subscription: Subscription = {
      id,
      object: 'subscription',
      billing_cycle_anchor: trialEnd ?? now,
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      collection_method: 'charge_automatically',
      created: now,
      currency: price.currency,
      customer,
      ended_at: null,
      items: {
        object: 'list',
        data: [
          {
            id: store.id('si'),
            object: 'subscription_item',
            current_period_end: trialEnd ?? addInterval(now, price.recurring.interval),
            current_period_start: now,
            price,
            quantity: 1,
            subscription: id,
          },
        ],
        has_more: false,
        url: `/v1/subscription_items?subscription=${id}`,
      },
      latest_invoice: null,
      livemode: false,
      metadata,
      start_date: now,
      status: trialEnd === null ? 'active' : 'trialing',
      trial_end: trialEnd,
      trial_start: trialEnd === null ? null : now,
    };
    store.subscriptions.set(id, subscription);
    store.emit('customer.subscription.created', subscription);
    this.bill(subscription, 'subscription_create', [
      [trialEnd === null ? price.unit_amount : 0, trialEnd === null ? 'Premium' : 'Trial'],
    ]);
    return subscription;
  }

  /** Everything that falls due up to an instant, in its order, each at its own time. */
  runUntil(ms: number): void {
    for (;;) {
      const [due] = [...this.store.subscriptions.values()]
        .map((subscription) => ({ subscription, at: this.dueAt(subscription) }))
        .filter(({ at }) => at * 1000 <= ms)
        .sort((a, b) => a.at - b.at);
      if (!due) break;
      this.store.clock.moveTo(due.at * 1000);
      this.fallDue(due.subscription);
    }
    this.store.clock.moveTo(ms);
  }

  /** Seconds since 1970 at which something happens to a subscription by itself. */
  private dueAt(subscription: Subscription): number {
    if (subscription.status === 'canceled' || subscription.status === 'unpaid') return Number.POSITIVE_INFINITY;
    const open = this.openInvoice(subscription);
    const end = itemOf(subscription).current_period_end;
    return Math.min(end, open?.next_payment_attempt ?? Number.POSITIVE_INFINITY);
  }

  private fallDue(subscription: Subscription): void {
    const now = this.store.clock.seconds();
    const open = this.openInvoice(subscription);
    if (open?.next_payment_attempt != null && open.next_payment_attempt <= now) this.collect(subscription, open);
    else if (subscription.cancel_at_period_end) this.end(subscription);
    else this.renew(subscription);
  }

  private renew(subscription: Subscription): void {
    const item = itemOf(subscription);
    const before = { status: subscription.status };
    item.current_period_start = item.current_period_end;
    item.current_period_end = addInterval(item.current_period_start, item.price.recurring.interval);
    if (subscription.status === 'trialing') subscription.status = 'active';
    this.bill(subscription, 'subscription_cycle', [[item.price.unit_amount, 'Premium']]);
    this.store.emit('customer.subscription.updated', subscription, before);
  }

  private bill(subscription: Subscription, reason: Reason, amounts: readonly (readonly [number, string])[]): void {
    const { store } = this;
    const now = store.clock.seconds();
    const id = store.id('in');
    const { current_period_start: start, current_period_end: end } = itemOf(subscription);
    const total = amounts.reduce((sum, [amount]) => sum + amount, 0);
    const line = ([amount, description]: readonly [number, string]): InvoiceLine => ({
      id: store.id('il'),
      object: 'line_item',
      amount,
      currency: subscription.currency,
      description,
      period: { start, end },
    });
    const invoice: Invoice = {
      id,
      object: 'invoice',
      amount_due: Math.max(0, total),
      amount_paid: 0,
      amount_remaining: Math.max(0, total),
      attempt_count: 0,
      attempted: false,
      billing_reason: reason,
      created: now,
      currency: subscription.currency,
      customer: subscription.customer,
      lines: { object: 'list', data: amounts.map(line), has_more: false, url: `/v1/invoices/${id}/lines` },
      livemode: false,
      next_payment_attempt: null,
      parent: {
        type: 'subscription_details',
        quote_details: null,
        subscription_details: { subscription: subscription.id, metadata: { ...subscription.metadata } },
      },
      period_end: end,
      period_start: start,
      status: 'open',
      status_transitions: { finalized_at: now, marked_uncollectible_at: null, paid_at: null, voided_at: null },
      total,
    };
    store.invoices.set(id, invoice);
    subscription.latest_invoice = id;
    this.collect(subscription, invoice);
  }

  /** Tries to collect an open invoice. @returns whether it is paid */
  collect(subscription: Subscription, invoice: Invoice): boolean {
    const { store } = this;
    const now = store.clock.seconds();
    invoice.attempted = true;
    invoice.attempt_count += 1;
    if (invoice.amount_due > 0 && store.declining.has(subscription.customer)) {
      this.decline(subscription, invoice);
      return false;
    }
    if (invoice.amount_due > 0) this.charge(invoice);
    invoice.status = 'paid';
    invoice.status_transitions.paid_at = now;
    invoice.amount_paid = invoice.amount_due;
    invoice.amount_remaining = 0;
    invoice.next_payment_attempt = null;
    store.emit('invoice.paid', invoice);
    if (subscription.status === 'past_due' || subscription.status === 'unpaid') {
      const before = { status: subscription.status };
      subscription.status = 'active';
      store.emit('customer.subscription.updated', subscription, before);
    }
    return true;
  }

  private charge(invoice: Invoice): void {
    const { store } = this;
    const now = store.clock.seconds();
    const paymentIntent = store.id('pi');
    const charge = store.id('ch');
    store.charges.set(charge, {
      id: charge,
      object: 'charge',
      amount: invoice.amount_due,
      amount_refunded: 0,
      created: now,
      currency: invoice.currency,
      customer: invoice.customer,
      disputed: false,
      livemode: false,
      paid: true,
      payment_intent: paymentIntent,
      refunded: false,
      status: 'succeeded',
    });
    const id = store.id('inpay');
    store.invoicePayments.set(id, {
      id,
      object: 'invoice_payment',
      amount_paid: invoice.amount_due,
      amount_requested: invoice.amount_due,
      created: now,
      currency: invoice.currency,
      invoice: invoice.id,
      is_default: true,
      livemode: false,
      payment: { type: 'payment_intent', payment_intent: paymentIntent },
      status: 'paid',
      status_transitions: { canceled_at: null, paid_at: now },
    });
  }

  private decline(subscription: Subscription, invoice: Invoice): void {
    const { store } = this;
    const days = RETRY_DAYS[invoice.attempt_count - 1];
    invoice.next_payment_attempt = days === undefined ? null : store.clock.seconds() + days * DAY_S;
    store.emit('invoice.payment_failed', invoice);
    const before = { status: subscription.status };
    if (days === undefined && this.afterRetries === 'canceled') {
      this.end(subscription);
      return;
    }
    subscription.status = days === undefined ? 'unpaid' : 'past_due';
    if (before.status !== subscription.status) store.emit('customer.subscription.updated', subscription, before);
  }

  /** Another price from now on: a period of the new length begins, what is left of the old one is set off. */
  switchPrice(subscription: Subscription, price: Price): void {
    const item = itemOf(subscription);
    if (item.price.id === price.id) return;
    const now = this.store.clock.seconds();
    const before = { items: structuredClone(subscription.items) };
    const whole = item.current_period_end - item.current_period_start;
    const left = Math.max(0, item.current_period_end - now) / whole;
    const unused = subscription.status === 'trialing' ? 0 : Math.round(item.price.unit_amount * left);
    item.price = price;
    if (subscription.status !== 'trialing') {
      item.current_period_start = now;
      item.current_period_end = addInterval(now, price.recurring.interval);
      subscription.billing_cycle_anchor = now;
      this.bill(subscription, 'subscription_update', [
        [-unused, 'Unused time of the old price'],
        [price.unit_amount, 'Premium'],
      ]);
    }
    this.store.emit('customer.subscription.updated', subscription, before);
  }

  /** Cancels at the end of the paid period, or takes that back. */
  cancelAtPeriodEnd(subscription: Subscription, cancel: boolean): void {
    if (subscription.status === 'canceled' || subscription.cancel_at_period_end === cancel) return;
    const before = { cancel_at_period_end: subscription.cancel_at_period_end, cancel_at: subscription.cancel_at };
    subscription.cancel_at_period_end = cancel;
    subscription.cancel_at = cancel ? itemOf(subscription).current_period_end : null;
    subscription.canceled_at = cancel ? this.store.clock.seconds() : null;
    this.store.emit('customer.subscription.updated', subscription, before);
  }

  /** Ends a subscription now. */
  end(subscription: Subscription): void {
    if (subscription.status === 'canceled') return;
    const now = this.store.clock.seconds();
    const open = this.openInvoice(subscription);
    if (open) Object.assign(open, { status: 'void', next_payment_attempt: null });
    subscription.status = 'canceled';
    subscription.canceled_at ??= now;
    subscription.ended_at = now;
    this.store.emit('customer.subscription.deleted', subscription);
  }

  openInvoice(subscription: Subscription): Invoice | undefined {
    const latest = this.store.invoices.get(subscription.latest_invoice ?? '');
    return latest?.status === 'open' ? latest : undefined;
  }
}

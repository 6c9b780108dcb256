import type { StripeClock } from './clock.ts';
import type {
  Charge,
  CheckoutSession,
  Customer,
  Dispute,
  Interval,
  Invoice,
  InvoicePayment,
  PortalSession,
  Price,
  Product,
  Refund,
  StripeEvent,
  Subscription,
} from './objects.ts';

export const API_VERSION = '2026-10-28.endive';
/** Stripe lists events of this long. */
const EVENTS_KEPT_S = 30 * 86_400;
const TRIAL_DAYS = 14;

/** What a checkout session was asked for and Stripe does not show again. */
export interface CheckoutPlan {
  price: string;
  trialDays: number | null;
  metadata: Record<string, string>;
}

/** Everything that the stand-in knows: objects by id in the order they were made. */
export class StripeStore {
  readonly clock: StripeClock;
  readonly product: Product;
  readonly prices: readonly Price[];
  readonly customers = new Map<string, Customer>();
  readonly subscriptions = new Map<string, Subscription>();
  readonly invoices = new Map<string, Invoice>();
  readonly charges = new Map<string, Charge>();
  readonly invoicePayments = new Map<string, InvoicePayment>();
  readonly refunds = new Map<string, Refund>();
  readonly disputes = new Map<string, Dispute>();
  readonly checkouts = new Map<string, CheckoutSession>();
  readonly plans = new Map<string, CheckoutPlan>();
  readonly portals = new Map<string, PortalSession>();
  readonly events: StripeEvent[] = [];
  /** Customers whose card declines. Cards are not modelled otherwise. */
  readonly declining = new Set<string>();
  private readonly run: string;
  private made = 0;
  private readonly onEvent: (event: StripeEvent) => void;

  constructor(clock: StripeClock, onEvent: (event: StripeEvent) => void) {
    this.clock = clock;
    this.onEvent = onEvent;
    this.run = Date.now().toString(36);
    const created = clock.seconds();
    const price = (lookupKey: string, interval: Interval, amount: number): Price => ({
      id: `price_simulated_${interval}`,
      object: 'price',
      active: true,
      billing_scheme: 'per_unit',
      created,
      currency: 'eur',
      livemode: false,
      lookup_key: lookupKey,
      metadata: {},
      product: 'prod_simulated_premium',
      recurring: { interval, interval_count: 1, trial_period_days: TRIAL_DAYS, usage_type: 'licensed' },
      type: 'recurring',
      unit_amount: amount,
    });
    this.prices = [price('premium_monthly', 'month', 900), price('premium_yearly', 'year', 9_000)];
    this.product = {
      id: 'prod_simulated_premium',
      object: 'product',
      active: true,
      created,
      livemode: false,
      metadata: {},
      name: 'Premium',
      default_price: 'price_simulated_month',
    };
  }

  /** A fresh id; ids of two runs never meet. */
  id(prefix: string): string {
    this.made += 1;
    return `${prefix}_sim${this.run}${this.made.toString(36).padStart(6, '0')}`;
  }

  /** Something happened: the event holds the object as it is now. */
  emit(type: string, object: object, previous?: Record<string, unknown>): StripeEvent {
    const event: StripeEvent = {
      id: this.id('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: Math.floor(this.clock.machine() / 1000),
      data: { object: structuredClone(object), ...(previous ? { previous_attributes: previous } : {}) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    };
    this.events.push(event);
    this.onEvent(event);
    return event;
  }

  /** Events that Stripe still lists, oldest first. */
  listedEvents(): StripeEvent[] {
    const oldest = Math.floor(this.clock.machine() / 1000) - EVENTS_KEPT_S;
    return this.events.filter((event) => event.created >= oldest);
  }

  price(id: string): Price | undefined {
    return this.prices.find((price) => price.id === id);
  }

  subscriptionsOf(customer: string): Subscription[] {
    return [...this.subscriptions.values()].filter((one) => one.customer === customer);
  }

  /** The charge that paid an invoice; none where nothing was due. */
  chargeOf(invoice: string): Charge | undefined {
    const payment = [...this.invoicePayments.values()].find((one) => one.invoice === invoice);
    return [...this.charges.values()].find((one) => one.payment_intent === payment?.payment.payment_intent);
  }
}

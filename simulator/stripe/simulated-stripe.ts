import { BillingCycle } from './billing-cycle.ts';
import { StripeClock } from './clock.ts';
import { keepStore } from './keep-store.ts';
import type { CheckoutSession, Subscription } from './objects.ts';
import { StripeStore } from './store.ts';
import { WebhookSender } from './webhooks.ts';

export interface StripeOptions {
  /** Where events are sent; null: nowhere. */
  webhookUrl: string | null;
  /** The machine's time, Unix ms. */
  now: () => number;
  /** Where what it knows outlives the process; null: nowhere. */
  file: string | null;
}

/** The whole simulated Stripe but for its HTTP server. */
export class SimulatedStripe {
  /** Obviously fake, the same in every run. */
  readonly secretKey = 'sk_test_simulated_not_a_secret';
  readonly clock: StripeClock;
  readonly store: StripeStore;
  readonly cycle: BillingCycle;
  readonly webhooks: WebhookSender;
  /** POST requests by path pattern, as counted by the API. */
  readonly calls = new Map<string, number>();
  private readonly keep: (() => void) | null;
  private port = 0;

  constructor(options: StripeOptions) {
    this.clock = new StripeClock(options.now);
    this.webhooks = new WebhookSender(options.webhookUrl, 'whsec_simulated_not_a_secret');
    this.store = new StripeStore(this.clock, (event) => this.webhooks.send(event));
    this.cycle = new BillingCycle(this.store);
    this.keep = options.file === null ? null : keepStore(this.store, options.file);
  }

  listensOn(port: number): void {
    this.port = port;
    for (const session of this.store.checkouts.values())
      if (session.status === 'open') session.url = `${this.url}/checkout/${session.id}`;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What the machine's clock made due since anybody looked. */
  settle(): void {
    this.cycle.runUntil(this.clock.now());
    for (const session of this.store.checkouts.values())
      if (session.status === 'open' && session.expires_at <= this.clock.seconds()) this.expire(session);
  }

  expire(session: CheckoutSession): void {
    session.status = 'expired';
    session.url = null;
    this.store.emit('checkout.session.expired', session);
  }

  /** The person pays on the checkout page: the subscription begins. */
  complete(session: CheckoutSession): Subscription {
    const plan = this.store.plans.get(session.id);
    const price = this.store.price(plan?.price ?? '');
    if (!plan || !price || session.customer === null) throw new Error(`the session ${session.id} has no plan`);
    const subscription = this.cycle.begin(session.customer, price, plan.metadata, plan.trialDays);
    session.status = 'complete';
    session.payment_status = plan.trialDays === null ? 'paid' : 'no_payment_required';
    session.subscription = subscription.id;
    session.url = null;
    this.store.emit('checkout.session.completed', session);
    return subscription;
  }

  stop(): void {
    this.webhooks.stop();
    this.keep?.();
  }
}

import { createHmac } from 'node:crypto';
import type { StripeEvent } from './objects.ts';

/** Milliseconds until the next try; Stripe itself waits minutes to hours, over three days. */
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 60_000, 60_000] as const;
const PATIENCE_MS = 10_000;
/** How long events are held so that they can leave in the wrong order. */
const DISORDER_MS = 300;

export interface Manners {
  /** Nothing is delivered, now or later: only the event list knows. */
  silent: boolean;
  /** How often each event is sent. */
  copies: number;
  /** Events of a moment leave newest first. */
  disorder: boolean;
}

/** The header of a payload signed at an instant. Source: Stripe docs, "Verify webhook signatures manually". */
export function signatureOf(secret: string, payload: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${payload}`).digest('hex')}`;
}

/** Sends events to one endpoint, signed, again and again until it says 2xx. */
export class WebhookSender {
  endpoint: string | null;
  readonly secret: string;
  readonly manners: Manners = { silent: false, copies: 1, disorder: false };
  readonly counts = { delivered: 0, failed: 0, dropped: 0 };
  private held: StripeEvent[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopped = false;

  constructor(endpoint: string | null, secret: string) {
    this.endpoint = endpoint;
    this.secret = secret;
  }

  send(event: StripeEvent): void {
    if (this.endpoint === null || this.manners.silent || this.stopped) {
      this.counts.dropped += 1;
      return;
    }
    if (!this.manners.disorder) {
      this.sendCopies(event);
      return;
    }
    this.held.push(event);
    if (this.held.length === 1)
      this.later(DISORDER_MS, () => {
        for (const one of this.held.splice(0).reverse()) this.sendCopies(one);
      });
  }

  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  private sendCopies(event: StripeEvent): void {
    for (let copy = 0; copy < this.manners.copies; copy += 1) void this.attempt(event, 0);
  }

  private async attempt(event: StripeEvent, tries: number): Promise<void> {
    const payload = JSON.stringify(event, null, 2);
    let ok = false;
    try {
      const response = await fetch(this.endpoint ?? '', {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signatureOf(this.secret, payload, Math.floor(Date.now() / 1000)),
          'user-agent': 'Stripe/1.0 (simulated)',
        },
        body: payload,
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      await response.body?.cancel();
      ok = response.ok;
    } catch {
      ok = false;
    }
    if (ok) {
      this.counts.delivered += 1;
      event.pending_webhooks = 0;
      return;
    }
    this.counts.failed += 1;
    const waitMs = RETRY_MS[tries];
    if (waitMs !== undefined) this.later(waitMs, () => void this.attempt(event, tries + 1));
  }

  private later(ms: number, run: () => void): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    timer.unref();
    this.timers.add(timer);
  }
}

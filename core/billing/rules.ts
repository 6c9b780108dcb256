/** Who can entitle a guild: a subscription at Stripe, an entitlement of Discord's Premium Apps, or staff. */
export const premiumSources = ['stripe', 'discord', 'staff'] as const;
export type PremiumSource = (typeof premiumSources)[number];

const DAY_MS = 86_400_000;

/** How long a guild that lost premium can still read and take along what was counted. Then it is deleted. */
export const GRACE_DAYS = 14;

/** A time in which a source entitles a guild. Half-open; null: no end is known. Milliseconds since 1970. */
export interface PremiumPeriod {
  source: PremiumSource;
  fromMs: number;
  untilMs: number | null;
}

export type PremiumState =
  | { state: 'premium'; sources: readonly PremiumSource[]; endsAtMs: number | null }
  /** Not counted any more; what was counted is read-only until it is deleted. */
  | { state: 'grace'; lostAtMs: number; deletesAtMs: number }
  /** What was counted is due to be deleted, or gone. */
  | { state: 'lost'; lostAtMs: number; deletesAtMs: number }
  | { state: 'never' };

/** The one question: what is a guild entitled to now, from all the times in which any source ever entitled it. */
export function decideEntitlement(periods: readonly PremiumPeriod[], nowMs: number): PremiumState {
  const begun = periods.filter((period) => period.fromMs <= nowMs);
  const running = begun.filter(({ untilMs }) => untilMs === null || untilMs > nowMs);
  if (running.length > 0) {
    const ends = running.map(({ untilMs }) => untilMs ?? Number.POSITIVE_INFINITY);
    const last = Math.max(...ends);
    return {
      state: 'premium',
      sources: premiumSources.filter((source) => running.some((period) => period.source === source)),
      endsAtMs: Number.isFinite(last) ? last : null,
    };
  }
  if (begun.length === 0) return { state: 'never' };
  const lostAtMs = Math.max(...begun.map(({ untilMs }) => untilMs ?? nowMs));
  const deletesAtMs = lostAtMs + GRACE_DAYS * DAY_MS;
  return { state: deletesAtMs > nowMs ? 'grace' : 'lost', lostAtMs, deletesAtMs };
}

/** Stripe's states of a subscription. Source: Stripe API reference, "The Subscription object", status. */
export const subscriptionStatuses = [
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'canceled',
  'paused',
] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** States that give premium. Past due does: Stripe is still trying to collect, and the page says until when. */
const giving: ReadonlySet<string> = new Set(['trialing', 'active', 'past_due'] satisfies SubscriptionStatus[]);

export function givesPremium(subscription: { status: string; endedBy: string | null }): boolean {
  return giving.has(subscription.status) && subscription.endedBy === null;
}

/** Whether a subscription still stands between a guild and another one: it gives premium, or can again. */
export function isOpen({ status }: { status: string }): boolean {
  return status !== 'canceled' && status !== 'incomplete_expired';
}

/** Money that went back. `whole`: all of the charge. */
export interface Reversal {
  kind: 'refund' | 'dispute';
  whole: boolean;
  /** Stripe's state of a dispute; of a refund 'refunded'. */
  status: string;
  /** End of the period that the payment was for. */
  periodEndMs: number;
}

/**
 * What ends premium at once: the whole payment for the running period was given back, or a dispute was lost.
 * A refund of an earlier period, or of a part, is on record and ends nothing.
 */
export function endedBy(reversals: readonly Reversal[], currentPeriodEndMs: number): 'refund' | 'dispute' | null {
  if (reversals.some(({ kind, status }) => kind === 'dispute' && status === 'lost')) return 'dispute';
  const refunded = reversals.some(
    ({ kind, whole, periodEndMs }) => kind === 'refund' && whole && periodEndMs >= currentPeriodEndMs,
  );
  return refunded ? 'refund' : null;
}

/** Calendar years that books are kept, after the one of what they tell of. */
const BOOKS_YEARS = 7;

/** What was before this has no place in the books any more: the end of the calendar year begins their time. Source: § 147(4) AO. */
export function booksBegin(nowMs: number): Date {
  return new Date(Date.UTC(new Date(nowMs).getUTCFullYear() - BOOKS_YEARS, 0));
}

import type { PremiumState } from '#core/billing/rules.ts';
import type { OfferedPrice } from '#core/billing/schema.ts';

/** The value of the field `intent` of each form of the page. */
export type PremiumIntent = 'checkout' | 'portal' | 'move';

/** From where somebody came to the page. */
export type PremiumReturn = 'checkout' | 'canceled' | 'portal' | 'moved';

/** What the premium page shows. Shaped as core/billing's PremiumView, with what Stripe and Discord say. */
export interface PremiumData {
  guild: { id: string; name: string };
  entitlement: PremiumState;
  subscription: PremiumSubscription | null;
  deletedAt: Date | null;
  tried: boolean;
  /** Whether premium can be bought on this instance. */
  sold: boolean;
  /** Stripe did not answer: what it would say is missing. */
  stripeAway: boolean;
  prices: readonly OfferedPrice[];
  /** Guilds without premium that the viewer manages and that have the bot: a subscription can move there. */
  others: readonly { id: string; name: string }[];
  from: PremiumReturn | null;
}

export interface PremiumSubscription {
  status: string;
  interval: string;
  amount: number;
  currency: string;
  currentPeriodEnd: Date;
  trialEnd: Date | null;
  cancelAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  payerName: string | null;
  own: boolean;
}

/** Why a form of the page was not done. */
export interface PremiumRefusal {
  intent: PremiumIntent;
  refused: 'conflict' | 'not_found' | 'not_allowed';
}

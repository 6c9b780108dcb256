import type { ConsentPurpose } from '#core/consent/schema.ts';

export interface WelcomeData {
  /** What the person is called. */
  name: string;
  /** Whether there is nothing about the person yet. */
  isNew: boolean;
  /** Consents that are asked for here. */
  purposes: readonly ConsentPurpose[];
  returnTo: string | null;
}

/** Questions that were left open. */
export interface WelcomeProblem {
  country: boolean;
  oldEnough: boolean;
  /** The country that was sent. */
  chosen: string;
}

import type { MailTopic } from '#core/accounts/rules/mail.ts';
import type { AccessRow, OwnSession, Profile } from '#core/accounts/schema.ts';
import type { Locale } from '#core/i18n/rules.ts';

/** What was done, for the notice after it. */
export const accountDone = ['session-ended', 'others-ended', 'preferences', 'mail'] as const;
export type AccountDone = (typeof accountDone)[number];

/** Why something was not done: the name was mistyped, or Discord told no address. */
export type AccountProblem = 'mistyped' | 'no-address';

export interface AccountData {
  profile: Profile;
  sessions: readonly OwnSession[];
  /** By staff, to what is kept of the person. */
  accesses: readonly AccessRow[];
  theme: 'light' | 'dark' | null;
  /** The choice; null: as the browser asks. */
  locale: Locale | null;
  /** Languages on offer. */
  locales: readonly Locale[];
  /** Null where this instance sends none. */
  mail: { address: string | null; topics: readonly MailTopic[] } | null;
  done: AccountDone | null;
}

import { z } from 'zod';
import { ageLimits, ELSEWHERE } from './rules/age-limits.ts';

/**
 * What rests on consent (Article 6(1)(a) GDPR), with the version of its words under `consent:purpose.<purpose>`. Words that
 * ask for more than before get the next version: a consent to an earlier one does not count for it.
 */
export const consentPurposes = {
  /** Letters to the mail address that Discord knows. */
  mail: { version: 1 },
} as const satisfies Record<string, { version: number }>;
export type ConsentPurpose = keyof typeof consentPurposes;
export const purposeNames = Object.keys(consentPurposes) as ConsentPurpose[];

export const consentOutcomes = ['given', 'refused', 'withdrawn'] as const;
export type ConsentOutcome = (typeof consentOutcomes)[number];

/** Where somebody was asked. `staff`: taken back for somebody whom staff decided to be under age. */
export const consentSurfaces = ['welcome', 'consents', 'account', 'mail', 'staff'] as const;
export type ConsentSurface = (typeof consentSurfaces)[number];

/** What was asked of whom, where and in which language. */
export interface ConsentAsked {
  purpose: ConsentPurpose;
  surface: ConsentSurface;
  /** Language tag of the words that were read. */
  locale: string;
}

/** An answer as the ledger holds it. */
export const consentEventSchema = z.object({
  purpose: z.enum(purposeNames),
  version: z.number().int(),
  outcome: z.enum(consentOutcomes),
  locale: z.string(),
  surface: z.enum(consentSurfaces),
  atMs: z.number(),
});
export type ConsentEvent = z.infer<typeof consentEventSchema>;

/** A form that gives or takes back one consent. */
export const consentFormSchema = z.object({ intent: z.enum(['give', 'withdraw']), purpose: z.enum(purposeNames) });

/** Of the words of the notice, under `welcome:notice`. A new version is shown once to everybody who has an account. */
export const NOTICE_VERSION = 1;

/** What the welcome page sends, beside what was ticked of consents. Nothing is chosen beforehand. */
export const welcomeFormSchema = z.object({
  country: z.string().refine((code) => code === ELSEWHERE || Object.hasOwn(ageLimits, code)),
  oldEnough: z.enum(['yes', 'no']),
});

/** The answers of somebody who is old enough. */
export interface WelcomeAnswers {
  /** Years, as the country asks for them. */
  atLeast: number;
  consents: readonly ConsentPurpose[];
  locale: string;
}

/**
 * Where visits are counted. `own`: at an address of this machine or of a private network; `unknown`: its address could not
 * be found.
 */
export type CounterPlace = 'off' | 'own' | 'public' | 'unknown';

/** What a walk over the public pages found. */
export interface WebCrawl {
  pages: number;
  /** Names of the cookies that were set. */
  cookies: readonly string[];
  /** Other hosts that pages load something from, or let a script reach. */
  hosts: readonly string[];
  counter: CounterPlace;
}

/** The one cookie, by its name; over https browsers bind it to the host. */
export const COOKIE_NAMES = { plain: 'procord', secure: '__Host-procord' } as const;

import type { StaffRole } from '#core/accounts/rules/staff.ts';
import type { AccessRow, StaffRow } from '#core/accounts/schema.ts';

export const staffIntents = ['open', 'close', 'give-role', 'take-role'] as const;
export type StaffIntent = (typeof staffIntents)[number];

/** What is wrong with a form that was sent; all in words. */
export interface StaffProblem {
  intent: StaffIntent;
  message: string | null;
  fields: Partial<Record<'id' | 'accountId' | 'reason', string>>;
  values: Readonly<Record<string, string>>;
}

export interface StaffData {
  roles: readonly StaffRole[];
  accesses: readonly AccessRow[];
  /** Null for staff who may not give roles. */
  members: readonly StaffRow[] | null;
  /** How many corrections wait; null for staff who do not answer them. */
  corrections: number | null;
  /** How many answers of models wait to be looked at; null for staff who do not look at them. */
  reviews: number | null;
  done: StaffIntent | null;
}

export const reportIntents = ['decide', 'lift'] as const;
export type ReportIntent = (typeof reportIntents)[number];

/** What was wrong with a form about a report. `fields` are words by field name, `values` what was sent. */
export interface ReportProblem {
  message: string | null;
  fields: Partial<Record<'decision' | 'personId' | 'reason', string>>;
  values: Record<string, string>;
}

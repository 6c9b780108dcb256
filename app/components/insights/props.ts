import type { Period } from '#core/analytics/rules/period.ts';
import type { ReportKind, Sure } from '#core/insights/schema.ts';

/** A fact as a page tells it: what it is about, its numbers in words, and where they can be looked at. */
export interface ShownFact {
  id: string;
  subject: string;
  /** Null where it says nothing about change. */
  sure: Sure | null;
  values: { name: string; said: string }[];
  period: Period;
  href: string;
}

export interface ShownLine {
  text: string;
  by: 'rules' | 'model';
  facts: ShownFact[];
}

export interface ShownReport {
  id: string;
  kind: ReportKind;
  period: Period;
  timeZone: string;
  writtenAt: Date;
  lines: ShownLine[];
  /** Said of how it was worded. */
  wording: string;
  withheld: number;
}

export interface InsightsData {
  guild: { id: string; name: string; timeZone: string };
  mayWrite: boolean;
  premium: boolean;
  report: ShownReport | null;
  /** All but the one that is shown. */
  older: { id: string; kind: ReportKind; period: Period }[];
  /** Nobody wants AI for the insights of this guild. */
  out: boolean;
  done: 'written' | 'off' | 'on' | null;
}

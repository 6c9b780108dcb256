export type InsightsInterval = 'day' | 'week' | 'month';
export type InsightsKind =
  | 'messages'
  | 'communicators'
  | 'voice'
  | 'activation'
  | 'retention'
  | 'joins'
  | 'leavers'
  | 'membership';

/** A file that was laid beside. Dates are YYYY-MM-DD, both included. */
export interface ImportedFile {
  kind: InsightsKind;
  interval: InsightsInterval;
  from: string;
  to: string;
  importedAt: Date;
  /** Something like it is counted here. */
  compared: boolean;
}

export interface ComparedInterval {
  from: string;
  to: string;
  discord: number | null;
  here: number | null;
  observed: number;
}

export interface Comparison {
  measure: 'messages' | 'communicators' | 'speaking' | 'newMembers' | 'joins' | 'leavers';
  kind: InsightsKind;
  interval: InsightsInterval;
  intervals: ComparedInterval[];
}

export interface InsightsData {
  guild: { id: string; name: string };
  files: ImportedFile[];
  comparisons: Comparison[];
  most: { files: number; bytes: number };
  /** A file was just deleted. */
  deleted: boolean;
}

/** What became of each file that was sent, by the name it has on the machine it came from. */
export type SentFile =
  | { name: string; taken: { kind: InsightsKind; interval: InsightsInterval; lines: number } }
  | {
      name: string;
      refused:
        | { why: 'too_large' | 'not_csv' | 'no_rows' | 'interval' }
        | { why: 'columns'; found: string }
        | { why: 'value'; line: number; column: string }
        | { why: 'twice'; line: number };
    };

export type InsightsOutcome = { sent: SentFile[] } | { problem: 'none' | 'tooMany' | 'gone' };

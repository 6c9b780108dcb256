import type { Incident, PromiseId, PromiseState } from '#core/policies/schema.ts';
import type { AnswerTimes, StaffCase } from '#core/support/schema.ts';

export type GovernanceIntent = 'attest' | 'plan' | 'finish' | 'open-incident' | 'tell' | 'close' | 'answer';
export type GovernanceField =
  | 'promise'
  | 'reason'
  | 'evidenceUrl'
  | 'expiresOn'
  | 'subject'
  | 'dueOn'
  | 'findings'
  | 'words'
  | 'noticedAt'
  | 'evidence'
  | 'lessons'
  | 'answer';

/** What was wrong with a form that was sent. `fields` are words by field name, `values` what was typed. */
export interface GovernanceProblem {
  intent: GovernanceIntent;
  message: string | null;
  fields: Partial<Record<GovernanceField, string>>;
  values: Record<string, string>;
}

interface VouchedPromise {
  id: PromiseId;
  state: PromiseState;
  untilMs: number | null;
}

/** Shaped as core/policies' Audit. */
export interface AuditRow {
  id: string;
  promise: string;
  subject: string;
  dueOn: Date;
  doneAt: Date | null;
  findings: string | null;
}

export interface GovernanceData {
  nowMs: number;
  vouched: readonly VouchedPromise[];
  audits: readonly AuditRow[];
  incidents: readonly Incident[];
  cases: readonly StaffCase[];
  times: AnswerTimes;
  done: { kind: GovernanceIntent; id: string } | null;
  problem: GovernanceProblem | null;
}

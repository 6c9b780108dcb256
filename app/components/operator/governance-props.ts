import type { Audit, Incident, PromiseId, PromiseState } from '#core/policies/schema.ts';
import type { AnswerTimes, StaffCase } from '#core/support/schema.ts';

export const governanceIntents = ['attest', 'plan', 'finish', 'open-incident', 'tell', 'close', 'answer'] as const;
export type GovernanceIntent = (typeof governanceIntents)[number];

export const governanceFields = [
  'promise',
  'reason',
  'evidenceUrl',
  'expiresOn',
  'subject',
  'dueOn',
  'findings',
  'words',
  'noticedAt',
  'evidence',
  'lessons',
  'answer',
] as const;
export type GovernanceField = (typeof governanceFields)[number];

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

export interface GovernanceData {
  nowMs: number;
  vouched: readonly VouchedPromise[];
  audits: readonly Audit[];
  incidents: readonly Incident[];
  cases: readonly StaffCase[];
  times: AnswerTimes;
  done: { kind: GovernanceIntent; id: string } | null;
  problem: GovernanceProblem | null;
}

import type { AuditRow } from '#core/audit/schema.ts';
import type { AiField, CallOutcome, Feature, FeatureState, Refusal, VendorStanding, Verdict } from '../schema.ts';
import type { AiChange, ChangeSource, FeedbackWeek } from './feedback.ts';
import type { Figure } from './figures.ts';

export interface FeatureEntry {
  name: string;
  feature: Feature;
  state: FeatureState;
  figures: FeatureFigures;
}

/** Of the last thirty days, as everybody may read them: what is too little to say is null or `few`. */
export interface FeatureFigures {
  calls: Readonly<Record<CallOutcome, Figure>>;
  refusals: Readonly<Partial<Record<Refusal, Figure>>>;
  /** Of the calls that ended: those that did not end well. */
  errorShare: number | null;
  tokensIn: number | null;
  tokensOut: number | null;
  costNanos: bigint | null;
  /** Half of the finished answers took no longer. */
  medianMs: number | null;
  /** Times that people rated, applied or dismissed an answer, of weeks with enough of them; and of these, found bad. */
  judged: number | null;
  overriddenShare: number | null;
  /** Of the answers that were chosen by chance: those that staff looked at; and of these, those that were wrong or harmful. */
  reviewedShare: number | null;
  wrongShare: number | null;
}

export interface RegisterView {
  /** False where this instance has no key: nothing leaves it. */
  hasModel: boolean;
  features: FeatureEntry[];
  vendors: VendorStanding[];
  /** What was changed because of what people said: how many times, and the newest. */
  changes: { total: number; newest: AiChange[] };
  /** Requests for a use that the register does not have. */
  unknown: Figure;
  /** By set, newest first. */
  evaluations: EvaluationRun[];
}

export interface SwitchRow {
  kind: 'all' | 'feature' | 'vendor';
  /** Empty for all. */
  name: string;
  offAt: Date;
  reason: string;
}

export interface OversightView {
  hasModel: boolean;
  /** Since when and why everything is off; null where it is not. */
  allOff: SwitchRow | null;
  features: { name: string; state: FeatureState; off: SwitchRow | null; spentNanos: bigint; calls: number }[];
  vendors: (VendorStanding & { off: SwitchRow | null })[];
  /** Of the day (UTC), billed or set aside; `mostNanos` null where no model is used. */
  today: { spentNanos: bigint; mostNanos: bigint | null };
  /** `stuck`: open for longer than any call lasts; `unbilled`: ended, and the vendor has not said what it cost. */
  open: { running: number; stuck: number; unbilled: number };
  /** Waiting to be looked at by staff, and since when the oldest does. */
  samples: { waiting: number; oldest: Date | null };
  /** By set, newest first. */
  evaluations: EvaluationRun[];
  /** What people made of answers by week, and what a change can come from. */
  feedback: FeedbackWeek[];
  changeSources: ChangeSource[];
  /** What was switched off and on, by whom and why; newest first. */
  history: AuditRow[];
}

/** What a person may see of a call that was made for them. */
export interface OwnCall {
  id: string;
  at: Date;
  feature: string;
  promptVersion: number;
  guildId: string | null;
  vendor: string | null;
  model: string;
  fields: AiField[];
  /** Values that were masked before it was sent. */
  redacted: number;
  tokensIn: number | null;
  tokensOut: number | null;
  /** Null where the vendor has still to say it. */
  costNanos: bigint | null;
  outcome: CallOutcome;
  /** What staff said of the answer; `waiting` where it was chosen and nobody looked yet; null where it was not chosen. */
  review: Verdict | 'waiting' | null;
}

/** Calls, newest first, and how to ask for those before them; null where there are none. */
export interface OwnCalls {
  calls: OwnCall[];
  next: string | null;
}

/** What a guild does not want, and what was used up for it on the day (UTC). */
export interface GuildUse {
  /** Null stands for every use. */
  out: (string | null)[];
  today: { feature: string; calls: number; spentNanos: bigint }[];
}

export interface WaitingSample {
  callId: string;
  feature: string;
  at: Date;
  /** Masked. */
  text: string;
  overdue: boolean;
}

export interface ReviewSums {
  feature: string;
  chosen: number;
  reviewed: number;
  overdue: number;
  verdicts: Readonly<Record<Verdict, number>>;
}

/** A run of a set of questions whose answers are known. */
export interface EvaluationRun {
  at: Date;
  evaluation: string;
  feature: string;
  model: string;
  promptVersion: number;
  asked: number;
  right: number;
  /** Not answered at all. */
  failed: number;
  /** Billed or set aside. */
  costNanos: bigint;
}

import type { z } from 'zod';
import type { Purpose } from '#core/platform/purposes.ts';
import type { Surface } from './rules/surfaces.ts';

/** Kinds of what may be sent to a model. Each has its words under `ai.field` of core/i18n. */
export const aiFields = [
  'question',
  'history',
  'structure',
  'totals',
  'knowledge',
  'settings',
  'documentation',
] as const;
export type AiField = (typeof aiFields)[number];

/** Who can say no to a use of a model, for themselves or for their guild. */
export const optOutKeys = ['person', 'guild'] as const;
export type OptOutKey = (typeof optOutKeys)[number];

/** Why a use of a model is refused before anything leaves. Each has its words under `ai.refusal` of core/i18n. */
export const refusals = [
  ...(['no-model', 'unknown', 'unassessed', 'no-agreement', 'switched-off'] as const),
  ...(['opted-out', 'guild-opted-out', 'under-age', 'over-budget'] as const),
] as const;
export type Refusal = (typeof refusals)[number];

/**
 * How a request ended. `cut`: by the person, a switch or its time; `refused`: by the vendor, who could not keep the pins or
 * would not answer; `off-list`: a vendor answered that was not asked.
 */
export const callOutcomes = ['open', 'done', 'cut', 'refused', 'failed', 'malformed', 'off-list'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** What somebody found who thought about what a use of a model can do to people, before it was switched on. */
export interface Assessment {
  /** What was looked at; another prompt or another field wants another look. */
  promptVersion: number;
  fields: readonly AiField[];
  /** Dates, as YYYY-MM-DD. After `until` the use is refused. */
  on: string;
  until: string;
  /** Who answers for it. */
  by: string;
  /** Path of the whole text. */
  document: `docs/assessments/${string}.md`;
}

/** A use of a model. An entry that lacks one of these does not compile. */
export interface Feature {
  /** What the person's data is used for (Article 5(1)(b) GDPR). */
  purpose: Purpose;
  /** All that may be sent. */
  fields: readonly [AiField, ...AiField[]];
  promptVersion: number;
  optOut: readonly [OptOutKey, ...OptOutKey[]];
  /** Nothing of people who are known to be under age reaches a model. */
  underAge: 'refused';
  assessment: Assessment;
  /** Billionths of a US dollar that a person and a guild may use up on a day (UTC). */
  budget: { personNanos: bigint; guildNanos: bigint };
  /** Most of an answer. */
  maxTokens: number;
  /** Milliseconds until it is cut; thirty seconds at most. */
  timeoutMs: number;
  /** Of so many answers one is looked at by staff. */
  reviewOneIn: number;
  /** Where people read what it writes; each place marks it as what it is. */
  surfaces: readonly [Surface, ...Surface[]];
}

/** Uses of models by name. */
export type Register = Readonly<Record<string, Feature>>;

/** A company that answers, as its operator has an agreement with it. */
export interface Vendor {
  /** As the endpoint names it. */
  id: string;
  name: string;
  /** ISO 3166-1 */
  country: string;
  /** Address of the agreement (Article 28 GDPR). */
  agreement: string;
  /** The last day on which it holds, as YYYY-MM-DD. */
  until: string;
}

/** A piece of a message: a value of some kind, or our own words, which name nobody. */
export interface ModelPart {
  field: AiField | null;
  text: string;
}

/** A call of a tool, as a model made it; `input` is JSON as it was written. */
export interface ToolCall {
  id: string;
  name: string;
  input: string;
}

export type ModelMessage =
  | { role: 'system' | 'user'; parts: readonly ModelPart[] }
  | { role: 'assistant'; parts: readonly ModelPart[]; calls: readonly ToolCall[] }
  | { role: 'tool'; parts: readonly ModelPart[]; callId: string };

/** Something that a model may ask for. What it asks with is parsed by `input` before anything is done. */
export interface ModelTool {
  name: string;
  description: string;
  input: z.ZodType;
}

/** What is asked of a model. */
export interface ModelRequest {
  /** Name in the register. */
  feature: string;
  /** Who asks, and in which guild; null where nobody does. */
  personId: string | null;
  guildId: string | null;
  messages: readonly ModelMessage[];
  tools?: readonly ModelTool[];
  /** Where the answer has to have a shape. */
  shape?: { name: string; schema: z.ZodType };
  /** Names of people: `keep` stay, `names` are masked. */
  people?: { keep?: readonly string[]; names?: readonly string[] };
  /** Ends it. */
  signal?: AbortSignal;
}

/** What comes while a model answers. */
export type ModelEvent = { kind: 'text'; text: string } | { kind: 'call'; call: ToolCall };

/** How an answer ended. `short`: it had more to say than it may. */
export interface ModelEnd {
  outcome: Exclude<CallOutcome, 'open'>;
  short: boolean;
  /** Null where the vendor has still to say it. */
  costNanos: bigint | null;
}

export type ModelAnswer =
  | { state: 'refused'; reason: Refusal }
  /** It left, and nothing came back. */
  | { state: 'failed'; outcome: ModelEnd['outcome'] }
  /** The rest comes while it is read; who stops reading ends it. */
  | { state: 'open'; callId: string; events: AsyncGenerator<ModelEvent, ModelEnd, undefined> };

/** What somebody of staff says of an answer. Each has its words under `ai.verdict` of core/i18n. */
export const verdicts = ['good', 'wrong', 'harmful'] as const;
export type Verdict = (typeof verdicts)[number];

/** Why a use is not answered by a model at all, or that it is. Each has its words under `ai.state` of core/i18n. */
export type FeatureState = 'on' | Extract<Refusal, 'no-model' | 'unassessed' | 'switched-off' | 'no-agreement'>;

/** `ended`: its agreement has. Each has its words under `ai.vendor` of core/i18n. */
export type VendorState = 'in-force' | 'ended' | 'switched-off';

export interface VendorStanding extends Vendor {
  state: VendorState;
  /** Days that the agreement holds from today on, today among them; 0 where it has ended. */
  daysLeft: number;
}

import { z } from 'zod';
import type { Words } from '#core/i18n/english.ts';
import type { Evidence } from '#core/platform/evidence.ts';
import { type PolicyId, policyIds } from './rules/policy-ids.ts';

/** What promises are about, in the order of the page. */
export const promiseGroups = [
  'collect',
  'notice',
  'purpose',
  'payments',
  'cookies',
  'web-analytics',
  'guild-analytics',
  'retention',
  'rights',
  'children',
  'security',
  'ai-scope',
  'ai-egress',
  'ai-chat',
  'training',
  'minimise',
  'oversight',
  'moderation',
  'appeals',
  'insights',
  'recs',
  'partners',
  'support',
  'label',
  'limits',
  'optout',
  'logs',
  'complaints',
  'monetise',
  'third',
  'law',
  'governance',
  'changes',
  'contact',
] as const;
export type PromiseGroup = (typeof promiseGroups)[number];

/** Parts of the product that are still to come, and with them what is promised of them. */
export const awaitedParts = ['partnerships', 'moderation', 'support'] as const;
export type AwaitedPart = (typeof awaitedParts)[number];

interface Promised {
  group: PromiseGroup;
  /** Whether a machine can see it kept, or a person has to vouch for it. */
  kind: 'proven' | 'attested';
}

export interface KeptPromise extends Promised {
  /** The files that keep it. */
  mechanism: readonly string[];
  /** The tests that fail where they do not. */
  tests: readonly string[];
  /** What was seen longer ago proves nothing any more. */
  evidenceMs: number;
}

export interface AwaitingPromise extends Promised {
  awaits: AwaitedPart;
}

/** The sentence itself is in the promises namespace of core/i18n. */
export type PromiseEntry = KeptPromise | AwaitingPromise;

export const promiseStates = ['kept', 'degraded', 'broken', 'stale', 'attested', 'not-yet'] as const;
export type PromiseState = (typeof promiseStates)[number];

const factSchema = z.union([z.number(), z.string(), z.array(z.string())]);
export const factsSchema = z.record(z.string(), factSchema);

/** What was last seen of a promise. */
export interface Seen extends Evidence {
  readAtMs: number;
}

/** That a person vouched for a promise. */
export interface Attestation {
  atMs: number;
  expiresAtMs: number;
}

/** A promise has an id where it has a sentence. */
export type PromiseId = Exclude<keyof Words['promises'], 'group'>;

/** A promise as it stands at an instant. */
export interface PromiseStanding {
  id: PromiseId;
  entry: PromiseEntry;
  state: PromiseState;
  /** What was last seen, and when; null where nobody looked yet. */
  facts: Evidence['facts'] | null;
  readAtMs: number | null;
  /** Of a promise that a person vouches for. */
  attestation: Attestation | null;
}

/** The body of a record of the chain `promises`: how every promise stood at an instant of a day. */
export const historyDaySchema = z.object({
  day: z.iso.date(),
  at: z.iso.datetime(),
  states: z.record(z.string(), z.enum(promiseStates)),
});
export type HistoryDay = z.infer<typeof historyDaySchema>;

const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.literal('table'),
    caption: z.string(),
    head: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
  /** Sentences of promises, with their ids. */
  z.object({
    kind: z.literal('promises'),
    title: z.string(),
    promises: z.array(z.object({ id: z.string(), text: z.string() })),
  }),
]);
export type Block = z.infer<typeof blockSchema>;

const partSchema = z.object({ id: z.string(), title: z.string(), blocks: z.array(blockSchema) });

/** A policy as it is read, in one language: words and tables, no markup. */
const policyDocumentSchema = z.object({
  title: z.string(),
  lead: z.string(),
  sections: z.array(partSchema.extend({ parts: z.array(partSchema).optional() })),
});
export type PolicyDocument = z.infer<typeof policyDocumentSchema>;
export type PolicySection = PolicyDocument['sections'][number];

/** What a policy rests on, each as the hash of what the registries say. */
const factsNames = ['purposes', 'data', 'retention', 'vendors', 'decisions', 'promises'] as const;
export type PolicyFacts = Record<(typeof factsNames)[number], string>;

/** A version of a policy, kept for good: its text in English is the text that was shown. */
export const policyVersionSchema = z
  .object({
    policy: z.enum(policyIds),
    /** 1, 2, 3 … */
    number: z.int().positive(),
    /** When it was written, and from when on it holds. */
    date: z.iso.date(),
    effective: z.iso.date(),
    /** What is different from the one before, in plain words. */
    summary: z.string().min(20),
    facts: z.record(z.enum(factsNames), z.string()),
    document: policyDocumentSchema,
  })
  .refine(({ date, effective }) => date <= effective, 'a version cannot take effect before it is written');
export type PolicyVersion = z.infer<typeof policyVersionSchema>;
export type VersionHead = Pick<PolicyVersion, 'number' | 'date' | 'effective' | 'summary'>;

interface Piece {
  text: string;
  changed: boolean;
}

/** A line of two texts side by side. */
export interface ComparedLine {
  kind: 'same' | 'changed' | 'added' | 'removed';
  before: Piece[];
  after: Piece[];
}

/** What somebody signed in is told above every page until they put it away. `subject`: what it is filed under. */
export type PendingNotice = { subject: string } & (
  | { kind: 'policy'; policy: PolicyId; number: number; effective: string }
  | { kind: 'incident'; drill: boolean; words: string }
);

/** What goes wrong: with data, or with what AI did; and what has to be done about it: who is told, that it is stopped, and what was learned. */
export const incidentSteps = {
  data: ['authority', 'people', 'discord'],
  ai: ['contained', 'people', 'review'],
} as const;
export type IncidentSubject = keyof typeof incidentSteps;
export const incidentSubjects = ['data', 'ai'] as const satisfies readonly IncidentSubject[];
export type IncidentAudience = (typeof incidentSteps)[IncidentSubject][number];
export const incidentAudiences = [
  'contained',
  'authority',
  'people',
  'discord',
  'review',
] as const satisfies readonly IncidentAudience[];

export interface Incident {
  id: string;
  about: IncidentSubject;
  /** An exercise: nothing happened. */
  drill: boolean;
  noticedAt: Date;
  words: string;
  closedAt: Date | null;
  notices: { audience: IncidentAudience; dueAt: Date; sentAt: Date | null }[];
}

/** Something that has to be looked over by a day, and what was found. */
export interface Audit {
  id: string;
  promise: string;
  subject: string;
  dueOn: Date;
  doneAt: Date | null;
  findings: string | null;
}

const words = (least: number, most: number) => z.string().trim().min(least).max(most);

/** That a member of staff vouches for a promise. */
export const attestSchema = z.object({
  promise: z.string().regex(/^[PAX]\d\d$/),
  reason: words(20, 1_000),
  evidenceUrl: z.union([z.literal('').transform(() => null), z.url({ protocol: /^https$/ }).max(500)]),
  expiresOn: z.iso.date(),
});

/** What is to be looked over, and by when. */
export const planAuditSchema = z.object({
  promise: attestSchema.shape.promise,
  subject: words(5, 200),
  dueOn: z.iso.date(),
});

export const finishAuditSchema = z.object({ auditId: z.uuid(), findings: words(5, 2_000) });

/** When something was noticed is said in UTC, as a date field of a browser sends it. */
export const openIncidentSchema = z.object({
  noticedAt: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)
    .transform((text) => new Date(`${text}Z`))
    .refine((at) => !Number.isNaN(at.getTime())),
  drill: z
    .literal('yes')
    .optional()
    .transform((yes) => yes === 'yes'),
  /** A box that is ticked. */
  about: z
    .literal('ai')
    .optional()
    .transform((about): IncidentSubject => about ?? 'data'),
  words: words(20, 2_000),
});

export const tellSchema = z.object({
  incidentId: z.uuid(),
  audience: z.enum(incidentAudiences),
  evidence: words(5, 500),
});

export const closeIncidentSchema = z.object({ incidentId: z.uuid(), lessons: words(5, 2_000) });

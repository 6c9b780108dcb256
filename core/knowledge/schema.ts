import { z } from 'zod';

export const nodeKinds = ['topic', 'channel', 'role', 'rule', 'question', 'event', 'link'] as const;
export type NodeKind = (typeof nodeKinds)[number];

export const relationTypes = ['about', 'answers', 'belongs-to', 'applies-in', 'needs-role', 'leads-to'] as const;
export type RelationType = (typeof relationTypes)[number];

/** Where a node comes from. `pinned` and `proposal` are for what people pin and what is proposed to them. */
export const nodeSources = ['written', 'structure', 'pinned', 'csv', 'json', 'proposal'] as const;
export type NodeSource = (typeof nodeSources)[number];

export type VersionKind = 'created' | 'changed' | 'related' | 'unrelated' | 'deleted' | 'restored' | 'imported';

/** Why a node may not hold any more: its channel or role is gone or has another name, or its day of review is here. */
export type StaleReason = 'gone' | 'renamed' | 'review';

export const LONGEST_TITLE = 200;
export const LONGEST_TEXT = 4_000;
export const MOST_NODES = 2_000;
export const MOST_RELATIONS = 6_000;
/** How long versions are kept, and what was deleted can be had back. */
export const KEPT_DAYS = 30;
/** Of a guild, dismissed ones too. */
export const MOST_GAPS = 200;
/** How long after it was last asked what was found nowhere is kept. */
export const GAP_DAYS = 90;

/** What is wrong with a value. Each has its words under `wrong` of the knowledge namespace. */
export const nodeProblems = ['needed', 'long', 'mention', 'address', 'date'] as const;
export type NodeProblem = (typeof nodeProblems)[number];

/** Discord's form of a mention of a person; a role's has an ampersand. */
const PERSON = /<@!?\d+>/;
const ADDRESS = /https?:\/\/[^\s/]+\.[^\s]+/;
const told = (problem: NodeProblem) => ({ error: problem });
const nobody = (text: string) => !PERSON.test(text);
const lines = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');

/** What people write of a node. Messages of its issues are `NodeProblem`s. */
export const nodeSchema = z
  .object({
    kind: z.enum(nodeKinds, told('needed')),
    /** Of a question: what is asked. */
    title: z
      .string()
      .transform((text) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim())
      .pipe(z.string().min(1, told('needed')).max(LONGEST_TITLE, told('long')).refine(nobody, told('mention'))),
    /** Of a question: the answer. */
    text: z
      .string()
      .transform((text) => lines(text).trim())
      .pipe(z.string().max(LONGEST_TEXT, told('long')).refine(nobody, told('mention'))),
    /** Day on which somebody looks whether it still holds. */
    reviewOn: z.preprocess((value) => (value === '' ? null : (value ?? null)), z.iso.date(told('date')).nullable()),
  })
  .refine(({ kind, text }) => kind !== 'link' || ADDRESS.test(text), { ...told('address'), path: ['text'] });
export type NodeWords = z.infer<typeof nodeSchema>;

export const relationSchema = z.object({ type: z.enum(relationTypes), otherId: z.uuid() });

/** All of a node, as a version holds it. Who keeps it right and where it stands in the picture are of now alone. */
export const stateSchema = z.object({
  kind: z.enum(nodeKinds),
  title: z.string(),
  text: z.string(),
  source: z.enum(nodeSources),
  reviewOn: z.string().nullable(),
  discordId: z.string().nullable(),
  /** What it leads to; what leads to it belongs to the others. */
  relations: z.array(z.object({ type: z.enum(relationTypes), to: z.string() })),
});
export type NodeState = z.infer<typeof stateSchema>;

export interface KnowledgeNode {
  id: string;
  kind: NodeKind;
  title: string;
  text: string;
  source: NodeSource;
  ownerId: string | null;
  /** ISO date. */
  reviewOn: string | null;
  discordId: string | null;
  stale: { why: StaleReason; since: Date } | null;
  /** Number of the newest version. */
  revision: number;
  updatedAt: Date;
  deletedAt: Date | null;
}

/** What was asked and found nowhere. */
export interface KnowledgeGap {
  id: string;
  /** The question, as it was asked first. */
  title: string;
  /** How many times; who asked is not known. */
  asked: number;
  /** The last time. */
  askedAt: Date;
}

export interface Relation {
  fromId: string;
  type: RelationType;
  toId: string;
}

/** A node on the other end of a relation. */
export interface Neighbour {
  type: RelationType;
  /** `out`: from the node to this one. */
  way: 'out' | 'in';
  id: string;
  kind: NodeKind;
  title: string;
}

export interface VersionView {
  number: number;
  what: VersionKind;
  /** Display name of who did it; null for somebody whose account is gone. */
  by: string | null;
  at: Date;
  before: NodeState | null;
  after: NodeState | null;
}

/** What a list is narrowed to. */
export const listSchema = z.object({
  words: z.string().trim().max(200).catch(''),
  kind: z.enum(nodeKinds).nullable().catch(null),
  stale: z.boolean().catch(false),
});
export type NodeFilter = z.infer<typeof listSchema>;

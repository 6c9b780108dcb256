import { z } from 'zod';
import type { recordsSchema } from '#core/audit/schema.ts';
import { duties } from '#core/platform/duties.ts';
import type { Purpose } from '#core/platform/purposes.ts';

/** The words of the registry. Each has its sentence in the privacy namespace of core/i18n. */

/** What allows it: Article 6(1) (a), (b), (c) and (f) GDPR. What rests on consent is asked for in `core/consent`. */
export const legalBases = ['consent', 'contract', 'legal-obligation', 'legitimate-interests'] as const;
export type LegalBasis = (typeof legalBases)[number];

/** Where the basis are interests, they are named under `interest` of the privacy namespace, and people can object. */
export const basisOf = {
  'sign-in': 'contract',
  preference: 'contract',
  notify: 'contract',
  'tell-changes': 'consent',
  'serve-guild': 'contract',
  entitlement: 'contract',
  payment: 'contract',
  'count-activity': 'legitimate-interests',
  'respect-objection': 'legal-obligation',
  'show-notice': 'legal-obligation',
  'show-consent': 'legal-obligation',
  'use-model': 'contract',
  accountability: 'legitimate-interests',
  operate: 'legitimate-interests',
  'answer-request': 'legal-obligation',
  'keep-promises': 'legal-obligation',
} as const satisfies Record<Purpose, LegalBasis>;

/** Purposes that rest on interests. */
export type InterestedPurpose = {
  [P in Purpose]: (typeof basisOf)[P] extends 'legitimate-interests' ? P : never;
}[Purpose];

/** Where a value comes from. `own`: made by this product. */
export const sources = ['discord', 'stripe', 'person', 'staff', 'own'] as const;
export type Source = (typeof sources)[number];

/**
 * How long a value lives. `enforcedBy` is the file that ends it, or null where it stays until the named act. What is overdue
 * is measured by `rules/retention.ts`, in the tables themselves.
 * The days are in the privacy namespace of core/i18n, under `retention.<class>`.
 */
export const retentionClasses = {
  /** Until the person deletes the account. */
  account: { enforcedBy: null },
  /** A week without a visit, thirty days at most. */
  session: { enforcedBy: 'bot/jobs/prune-sessions.ts' },
  /** Until it is revoked or expires, and thirty days more. */
  'api-token': { enforcedBy: 'bot/jobs/prune-tokens.ts' },
  /** Thirty days after the day it speaks of. */
  activity: { enforcedBy: 'bot/jobs/drop-partitions.ts' },
  /** As long as the membership, and thirty days more. */
  membership: { enforcedBy: 'bot/jobs/sweep-memberships.ts' },
  /** Totals by the hour: 100 days. They name no person. */
  'hour-totals': { enforcedBy: 'bot/jobs/sweep-hour-totals.ts' },
  /** Totals by the day: as long as the guild has the bot, and thirty days more. They name no person. */
  totals: { enforcedBy: 'bot/jobs/sweep-removed-guilds.ts' },
  /** As long as the person is in voice; a day at most where nobody saw them leave. */
  presence: { enforcedBy: 'bot/jobs/sweep-counting.ts' },
  /** Until the objection is taken back. */
  objection: { enforcedBy: null },
  /** Until a day after the gap is filled in, about thirty days at most. Names no person. */
  healing: { enforcedBy: 'bot/jobs/sweep-counting.ts' },
  /** As long as the guild is counted and the invite is there, and thirty days more. Names no person. */
  invites: { enforcedBy: 'bot/jobs/sweep-counting.ts' },
  /** That a digest was sent: 100 days. Names no person. */
  delivery: { enforcedBy: 'bot/jobs/sweep-counting.ts' },
  /** As long as the guild has the bot, and thirty days more. */
  guild: { enforcedBy: 'bot/jobs/sweep-removed-guilds.ts' },
  /** A version of what a guild knows, or something of it that was deleted: thirty days. */
  'knowledge-version': { enforcedBy: 'bot/jobs/sweep-knowledge.ts' },
  /** What a guild's totals said in a week: 400 days. Names no person. */
  'insight-report': { enforcedBy: 'bot/jobs/sweep-insights.ts' },
  /** Kept to answer for decisions, three years; that something was decided stays and names nobody. */
  record: { enforcedBy: 'bot/jobs/sweep-records.ts' },
  /** Payments, what they were for and what became of them: to the end of the seventh calendar year after, as the law wants books kept. */
  payment: { enforcedBy: 'bot/jobs/sweep-payments.ts' },
  /** Thirty days after a checkout was begun. */
  checkout: { enforcedBy: 'bot/jobs/sweep-payments.ts' },
  /** Thirty days after an event of Stripe came and was applied; ninety where it could not be. */
  'stripe-event': { enforcedBy: 'bot/jobs/sweep-payments.ts' },
  /** That staff opened somebody's data: three years. */
  'staff-access': { enforcedBy: 'bot/jobs/prune-accesses.ts' },
  /** Refusals, counted to notice somebody who tries every door: a day. */
  'access-watch': { enforcedBy: 'bot/jobs/prune-accesses.ts' },
  /** A request to a model: 100 days. */
  'ai-call': { enforcedBy: 'bot/jobs/sweep-ai.ts' },
  /** A conversation with the assistant: until it or the account is deleted, or as long as its person chose. */
  'ai-chat': { enforcedBy: 'bot/jobs/sweep-assistant.ts' },
  /** An answer that staff look at: thirty days. */
  'ai-sample': { enforcedBy: 'bot/jobs/sweep-ai.ts' },
  /** Until it is answered, and ninety days more. */
  case: { enforcedBy: 'bot/jobs/sweep-cases.ts' },
  /** A mail in the outbox: thirty days after it was put there. */
  mail: { enforcedBy: 'bot/jobs/prune-mail.ts' },
  /** Replaced by the next state of the same thing, or dropped within 30 days. */
  operations: { enforcedBy: 'bot/jobs/prune-gateway.ts' },
  /** Until the limit begins anew, an hour at most: requests are counted to limit them. */
  'rate-limit': { enforcedBy: 'bot/jobs/prune-tokens.ts' },
  /** As long as the database: names no person. */
  infrastructure: { enforcedBy: null },
  /** Who asked, and in which words: thirty days after the answer. That it was asked, and the receipt, name nobody and stay. */
  request: { enforcedBy: 'bot/jobs/prune-requests.ts' },
  /** A sealed export: seven days. */
  export: { enforcedBy: 'bot/jobs/prune-requests.ts' },
  /** Log files rotate at a size; the newest four of a process are kept. */
  log: { enforcedBy: 'deploy/log-file.mjs' },
  /** As long as a tab of the browser is open. */
  tab: { enforcedBy: null },
  /** As long as the process, at most the time between two commits. */
  memory: { enforcedBy: 'core/analytics/commit-batch.server.ts' },
} as const satisfies Record<string, { enforcedBy: string | null }>;
export type RetentionClass = keyof typeof retentionClasses;

/** What access and the portable export do with a value. */
export type ExportRule =
  /** Handed over as it is. */
  | 'included'
  /** Said to exist, never handed over: secrets that would open the person's account. */
  | 'named'
  /** Names no person. */
  | 'not-personal';

/** What erasure does with a value. */
export type EraseRule =
  | 'delete-row'
  /** The person's part is taken out of a row that holds others', too. */
  | 'cut-out'
  /** Goes with the row it belongs to. */
  | 'with-parent'
  /** Stays, because an obligation asks for it; the receipt says so. */
  | 'keep'
  /** Ends by itself, within the retention class, before any request could be answered. */
  | 'expires'
  | 'not-personal';

/** Whose data a value is, and how the person is found: `column` of the same table holds their Discord user id. */
export type Subject =
  | { of: 'nobody' }
  | { of: 'guild'; column: string }
  | { of: 'person'; column: string }
  /** Found in another table: `via` is this table's column, `table` and `column` where the id stands. */
  | { of: 'person'; via: string; table: string; column: string }
  /** About several people at once. */
  | { of: 'people'; columns: readonly string[] };

export interface ColumnEntry {
  subject: Subject;
  purpose: Purpose;
  /** Another purpose, which the same value serves, or other rows of the table. */
  also?: Purpose | undefined;
  source: Source;
  retention: RetentionClass;
  export: ExportRule;
  erase: EraseRule;
  /** What stands in it. Needed where the column's type could hold anything: text, JSON, bytes. */
  holds?: string | undefined;
  /** Of JSON: the names that its objects may have, at any depth. */
  keys?: readonly string[] | undefined;
}

/** All that a value is kept for. */
export function purposesOf({ purpose, also }: Pick<ColumnEntry, 'purpose' | 'also'>): Purpose[] {
  return also === undefined ? [purpose] : [purpose, also];
}

/** An entry with its place. */
export interface PlacedColumn extends ColumnEntry {
  /** schema.table */
  table: string;
  column: string;
}

export interface TableEntry {
  about: string;
  /** Made by a library when it first runs, so it may be absent before. */
  optional: boolean;
  columns: Readonly<Record<string, ColumnEntry>>;
}

/** A place outside SQL where something is kept. */
export interface StoreEntry {
  /** `tab`: the storage of a browser's tab. */
  kind: 'cookie' | 'tab' | 'file' | 'log' | 'memory' | 'vendor';
  /** What it is called. */
  name: string;
  /**
   * What it covers, and nothing besides: names of cookies, keys of a tab's storage, paths below PROCORD_HOME (`*` within a folder, `**` anything
   * below), fields of a line of a log, hosts of a vendor.
   */
  covers: readonly string[];
  holds: string;
  subject: 'nobody' | 'person';
  purpose: Purpose;
  also?: Purpose | undefined;
  retention: RetentionClass;
  erase: EraseRule;
}

/**
 * What people can ask for: Articles 15 to 21 GDPR. Seeing needs no request, for the page shows it at once; nor does
 * withdrawing consent, which holds from that moment.
 */
export const rights = ['export', 'correct', 'erase', 'object', 'restrict'] as const;
export type Right = (typeof rights)[number];

/** What people can object to, and have restricted: Articles 18 and 21 GDPR. */
export const objectable = ['count-activity'] as const satisfies readonly InterestedPurpose[];
export type Objectable = (typeof objectable)[number];

/** `held`: it waits for somebody, `reason` says for whom. */
export const requestStates = ['open', 'running', 'done', 'held', 'failed'] as const;
export type RequestState = (typeof requestStates)[number];

export const requestReasons = [
  /** A correction is read by a person of the staff. */
  'waits-for-staff',
  /** Staff said no, with words of their own. */
  'refused',
  /** The person was erased meanwhile. */
  'superseded',
  /** Something does not work; it is tried again, and an operator is told. */
  'retrying',
] as const;
export type RequestReason = (typeof requestReasons)[number];

export const surfaces = ['dashboard', 'discord', 'staff', 'system'] as const;
export type Surface = (typeof surfaces)[number];

/** What is asked for. The caller has checked that a guild's data is asked for by its owner. */
export const askSchema = z.object({
  right: z.enum(rights),
  of: z.enum(['person', 'guild']).default('person'),
  /** Of a person: in this guild alone. Of a guild: which. */
  guildId: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable()
    .default(null),
  /** Of objections and restrictions. */
  purpose: z.enum(objectable).nullable().default(null),
  /** Takes an objection or a restriction back. */
  undo: z.boolean().default(false),
  /** Of a correction: what is wrong, and what would be right. */
  words: z.string().trim().min(1).max(2_000).nullable().default(null),
});
export type Ask = z.input<typeof askSchema>;

/** A correction that waits for staff. */
export interface OpenCorrection {
  requestId: string;
  personId: string;
  guildId: string | null;
  words: string;
  askedAt: Date;
  ownDueAt: Date;
}

/** How staff answer a correction. `outcome`: whether something was corrected. */
export const answerSchema = z.object({
  requestId: z.uuid(),
  outcome: z.enum(['corrected', 'refused']),
  answer: z.string().trim().min(1).max(2_000),
});
export type CorrectionAnswer = z.infer<typeof answerSchema>;

export interface RequestStep {
  name: string;
  state: 'waiting' | 'running' | 'done';
  /** Rows or entries so far. */
  done: number;
}

/** A request as anybody may see it who has its id: it names nobody. */
export interface RequestProgress {
  requestId: string;
  right: Right;
  of: 'person' | 'guild';
  state: RequestState;
  reason: RequestReason | null;
  askedAt: Date;
  /** Ours: five minutes. A correction, which a person reads: seven days. */
  ownDueAt: Date;
  /** One month after it was asked: Article 12(3) GDPR. */
  dueAt: Date;
  finishedAt: Date | null;
  steps: readonly RequestStep[];
  /** There is a receipt. */
  hasReceipt: boolean;
}

/** A request as the person sees it who asked. */
export interface OwnRequest extends RequestProgress {
  guildId: string | null;
  purpose: string | null;
  undo: boolean;
  words: string | null;
  answer: string | null;
  surface: Surface;
  file: { bytes: number; rows: number; sha256: string; expiresAt: Date; deletedAt: Date | null } | null;
}

/** A receipt as a file: the signed record of the chain `receipts`, and the key that signed it. */
export type ReceiptFile = z.infer<typeof recordsSchema>;

/** What a receipt says: counts and times, nothing of anybody. */
export const receiptSchema = z.object({
  v: z.literal(1),
  requestId: z.uuid(),
  right: z.enum(rights),
  of: z.enum(['person', 'guild']),
  /** Not in one guild alone. */
  everywhere: z.boolean(),
  outcome: z.enum(['done', 'failed']),
  reason: z.enum(requestReasons).nullable(),
  askedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** Rows or entries by table: exported, or erased. */
  counts: z.record(z.string(), z.number().int()),
  /** What stays, under which duty and until when; null where it stays until the person says otherwise. */
  kept: z.array(
    z.object({
      table: z.string(),
      rows: z.number().int(),
      duty: z.enum(duties),
      until: z.iso.datetime().nullable(),
    }),
  ),
  /** Of an erasure: rows that were left but those that are kept, as it was looked for afterwards. */
  left: z.number().int().nullable(),
  /** Of an export: the sealed file. */
  file: z.object({ bytes: z.number().int(), sha256: z.string() }).nullable(),
});
export type ReceiptBody = z.infer<typeof receiptSchema>;

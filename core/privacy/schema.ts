/** The words of the registry. Each has its sentence in the privacy namespace of core/i18n. */

/** Why something is kept. */
export const purposes = [
  /** To know who signed in, and to keep them signed in. */
  'sign-in',
  /** To show a page as the person asked for it. */
  'preference',
  /** To serve a guild that has the bot. */
  'serve-guild',
  /** To know which guilds are counted and shown. */
  'entitlement',
  /** To take and account for payments. */
  'payment',
  /** To count messages and voice time of entitled guilds. */
  'count-activity',
  /** To leave out people who do not want to be counted. */
  'respect-objection',
  /** To answer later for what staff and systems did. */
  'accountability',
  /** To keep the bot and its counts correct through crashes. */
  'operate',
] as const;
export type Purpose = (typeof purposes)[number];

/** What allows it: Article 6(1) (b), (c) and (f) GDPR. Nothing is kept yet that consent (a) would be asked for. */
export const legalBases = ['contract', 'legal-obligation', 'legitimate-interests'] as const;
export type LegalBasis = (typeof legalBases)[number];

/** Where the basis are interests, they are named under `interest` of the privacy namespace, and people can object. */
export const basisOf = {
  'sign-in': 'contract',
  preference: 'contract',
  'serve-guild': 'contract',
  entitlement: 'contract',
  payment: 'contract',
  'count-activity': 'legitimate-interests',
  'respect-objection': 'legal-obligation',
  accountability: 'legitimate-interests',
  operate: 'legitimate-interests',
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
  /** Kept to answer for decisions, three years; that something was decided stays and names nobody. */
  record: { enforcedBy: 'bot/jobs/sweep-records.ts' },
  /** Payments, what they were for and what became of them: seven years, as the law wants books kept. */
  payment: { enforcedBy: 'bot/jobs/sweep-payments.ts' },
  /** Thirty days after a checkout was begun. */
  checkout: { enforcedBy: 'bot/jobs/sweep-payments.ts' },
  /** Thirty days after an event of Stripe came and was applied; ninety where it could not be. */
  'stripe-event': { enforcedBy: 'bot/jobs/sweep-payments.ts' },
  /** Replaced by the next state of the same thing, or dropped within 30 days. */
  operations: { enforcedBy: 'bot/jobs/prune-gateway.ts' },
  /** A minute: requests are counted to limit them. */
  'rate-limit': { enforcedBy: 'bot/jobs/prune-tokens.ts' },
  /** As long as the database: names no person. */
  infrastructure: { enforcedBy: null },
  /** Log files rotate at a size; the newest four of a process are kept. */
  log: { enforcedBy: 'deploy/log-file.mjs' },
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
  source: Source;
  retention: RetentionClass;
  export: ExportRule;
  erase: EraseRule;
  /** What stands in it. Needed where the column's type could hold anything: text, JSON, bytes. */
  holds?: string | undefined;
  /** Of JSON: the names that its objects may have, at any depth. */
  keys?: readonly string[] | undefined;
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
  kind: 'cookie' | 'file' | 'log' | 'memory' | 'vendor';
  /** What it is called. */
  name: string;
  /**
   * What it covers, and nothing besides: names of cookies, paths below PROCORD_HOME (`*` within a folder, `**` anything
   * below), fields of a line of a log, hosts of a vendor.
   */
  covers: readonly string[];
  holds: string;
  subject: 'nobody' | 'person';
  purpose: Purpose;
  retention: RetentionClass;
  erase: EraseRule;
}

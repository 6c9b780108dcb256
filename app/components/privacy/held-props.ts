import type { Purpose } from '#core/platform/purposes.ts';
import type { Recipients } from '#core/privacy/rules/recipients.ts';
import type { EraseRule, LegalBasis, RetentionClass, Source } from '#core/privacy/schema.ts';

/** Groups under which a person looks for what is held; each has its words under privacy-centre:subject. */
export const heldSubjects = [
  ...(['account', 'activity', 'choices', 'letters', 'models', 'work'] as const),
  ...(['payments', 'staff', 'record', 'other'] as const),
];
export type HeldSubject = (typeof heldSubjects)[number];

/** A value as a page can draw it. Instants are in milliseconds since 1970, days in days since 1970. */
export type HeldCell =
  | { is: 'moment'; ms: number }
  | { is: 'day'; day: number }
  | { is: 'duration'; ms: number }
  | { is: 'count'; value: number }
  | { is: 'counts'; messages: number; voiceMs: number }
  | { is: 'money'; amount: number; currency: string }
  /** `id` is null for every guild. */
  | { is: 'guild'; id: string | null; name: string | null }
  | { is: 'channel'; id: string; guildId: string }
  | { is: 'words'; text: string }
  | { is: 'code'; text: string }
  | { is: 'yes' | 'no' | 'withheld' | 'none' };

/** What one table holds about the person. */
export interface HeldPart {
  /** schema.table */
  table: string;
  subject: HeldSubject;
  /** In the words of the registry, where the page has none of its own. */
  about: string;
  sources: Source[];
  purposes: { purpose: Purpose; basis: LegalBasis }[];
  retention: RetentionClass[];
  recipients: Recipients;
  erase: EraseRule[];
  /** How many entries there are; `rows` holds the newest of them. */
  total: number;
  columns: string[];
  /** Values in the order of `columns`. */
  rows: HeldCell[][];
}

export interface HeldData {
  person: { id: string; name: string };
  asOfMs: number;
  /** Guilds that something is held of, by name. */
  guilds: { id: string; name: string }[];
  /** The only guild that is shown, or null for all and what belongs to none. */
  guild: { id: string; name: string } | null;
  /** In the order of the registry. */
  parts: HeldPart[];
}

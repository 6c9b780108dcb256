import { z } from 'zod';
import { reasonSchema } from '#core/platform/reason.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';

/** What people say that they write about. */
export const caseTopics = ['privacy', 'account', 'ai', 'other'] as const;
/** `minor`: that an account is of somebody under age; it has a form of its own. */
export type CaseTopic = (typeof caseTopics)[number] | 'minor';

/** How a case came in: the contact page, `/privacy contact` in Discord, or a mail. All stand in one queue. */
export const caseChannels = ['form', 'command', 'mail'] as const;
export type CaseChannel = (typeof caseChannels)[number];

/** Characters of what is written. */
export const CASE_WORDS = { min: 10, max: 4_000 } as const;

const letter = z.string().trim().min(CASE_WORDS.min);

export const openCaseSchema = z.object({ topic: z.enum(caseTopics), words: letter.max(CASE_WORDS.max) });

/**
 * A mail as the operator's mail server hands it over. Whose it is is not part of it: a sender can be made up, so that
 * nothing may rest on it, and the answer is read under an address of its own.
 */
export const mailSchema = z
  .object({ subject: z.string().max(1_000).default(''), text: z.string() })
  .transform(({ subject, text }) => `${subject}\n\n${text}`.trim().slice(0, CASE_WORDS.max))
  .pipe(letter);

export const answerCaseSchema = z.object({ caseId: z.uuid(), answer: z.string().trim().min(10).max(4_000) });

/** Somebody says that an account is of a person under age. */
export const reportUnderAgeSchema = z.object({ personId: snowflakeSchema, words: letter.max(CASE_WORDS.max) });

/** What staff decide about such a report: the person is under age, or nothing shows that they are. */
export const reportDecisions = ['under-age', 'not-shown'] as const;
export type ReportDecision = (typeof reportDecisions)[number];

/** What staff do on the page of reports. */
export const reportFormSchema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('decide'),
    reportId: z.uuid(),
    decision: z.enum(reportDecisions),
    reason: reasonSchema,
  }),
  z.object({ intent: z.literal('lift'), personId: snowflakeSchema, reason: reasonSchema }),
]);

/** A report as staff read it. */
export interface UnderAgeReport {
  id: string;
  /** Null once nothing has to be done about them any more. */
  personId: string | null;
  /** What was written; null once the letter is deleted. */
  words: string | null;
  receivedAt: Date;
  /** Of the letter. */
  dueAt: Date | null;
  decision: ReportDecision | null;
  decidedAt: Date | null;
}

/** A case as who opened it reads it. */
export interface OwnCase {
  topic: CaseTopic;
  words: string;
  receivedAt: Date;
  dueAt: Date;
  answeredAt: Date | null;
  answer: string | null;
}

/** A case as staff read it. */
export interface StaffCase extends OwnCase {
  id: string;
  channel: CaseChannel;
  accountId: string | null;
}

/** How answers have been coming, over the last ninety days. Times in milliseconds. */
export interface AnswerTimes {
  answered: number;
  /** Null where nothing was answered. */
  medianMs: number | null;
  open: number;
  overdue: number;
}

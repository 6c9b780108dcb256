import { z } from 'zod';

export const caseTopics = ['privacy', 'account', 'ai', 'other'] as const;
export type CaseTopic = (typeof caseTopics)[number];

/** How a case came in. */
export type CaseChannel = 'form' | 'command';

export const openCaseSchema = z.object({
  topic: z.enum(caseTopics),
  words: z.string().trim().min(10).max(4_000),
});

export const answerCaseSchema = z.object({ caseId: z.uuid(), answer: z.string().trim().min(10).max(4_000) });

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

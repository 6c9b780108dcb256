import { z } from 'zod';
import type { Period } from '#core/analytics/rules/period.ts';
import type { Locale } from '#core/i18n/rules.ts';

/** Days of what a report tells of, and of each period that it is compared with. */
export const REPORT_DAYS = 7;
/** Facts of a report, at most. */
export const MOST_FACTS = 7;
/** Reports that people of a guild may ask for within a day, at most. */
export const MOST_ASKED = 3;
/** Reports are kept for so many days. */
export const KEPT_DAYS = 400;

/** What is counted, of a guild or of one of its channels. Each has its words under `insights.what`. */
export const measures = ['messages', 'voice', 'active', 'posters', 'joins', 'leaves'] as const;
export type Measure = (typeof measures)[number];

/** What can be found. Each has its sentences under `insights.said`. */
export const factKinds = [
  ...(['change', 'unusual', 'shift', 'record', 'quiet', 'steady', 'little', 'early'] as const),
  ...(['woke', 'silent', 'leavers', 'week1', 'week4', 'hour', 'day', 'weekday', 'note', 'hole'] as const),
] as const;
export type FactKind = (typeof factKinds)[number];

/** `clear`: chance alone does this once in hundreds of weeks · `likely`: in one of thirty · `open`: it says nothing about change. */
export const sures = ['clear', 'likely', 'open'] as const;
export type Sure = (typeof sures)[number];

/** Numbers that a sentence speaks of. Days are since 1970, weekdays begin with Monday, hours are of the guild's clock. */
export const valueNames = [
  ...(['now', 'was', 'change', 'low', 'high', 'weeks', 'since', 'day'] as const),
  ...(['weekday', 'hour', 'hourWas', 'part', 'share', 'shareWas', 'base', 'observed'] as const),
] as const;
export type ValueName = (typeof valueNames)[number];

export const factSchema = z.object({
  id: z.string(),
  kind: z.enum(factKinds),
  measure: z.enum(measures),
  channelId: z.string().nullable(),
  /** Of what somebody wrote beside a day. */
  noteId: z.string().nullable(),
  direction: z.enum(['up', 'down']).nullable(),
  sure: z.enum(sures),
  /** Days that it speaks of. */
  fromDay: z.int(),
  toDay: z.int(),
  values: z.partialRecord(z.enum(valueNames), z.number()),
});
/** Something that the totals of a guild say. Names nobody. */
export type Fact = z.infer<typeof factSchema>;

export const wordedSchema = z.object({ facts: z.array(z.string()), text: z.string() });
/** A sentence that a model wrote, and the ids of the facts that it rests on. Channels stand in it as {c1}. */
export type Worded = z.infer<typeof wordedSchema>;

/** `weekly`: of a calendar week that ended · `asked`: of the last seven whole days, because somebody asked. */
export const reportKinds = ['weekly', 'asked'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** A report of seven days of a guild. Names nobody. */
export interface Report {
  id: string;
  guildId: string;
  kind: ReportKind;
  period: Period;
  timeZone: string;
  facts: Fact[];
  writtenAt: Date;
  /** In which a model worded it, or was asked to. */
  locale: Locale;
  /** Who worded it. `waiting`: a model is still to be asked. */
  wording: 'waiting' | 'rules' | 'model';
  /** Why it was rules alone: a code with words under `insights.wording`. */
  why: string | null;
  /** Of a model, each checked against its facts. */
  sentences: Worded[];
  /** Sentences that did not hold against their facts, and are not kept. */
  withheld: number;
}

/** Why no report is written. `too-many`: the guild has had those of a day · `no-days`: nothing of its last seven days was observed. */
export type ReportProblem = 'too-many' | 'no-days';

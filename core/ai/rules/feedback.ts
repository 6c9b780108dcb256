import { z } from 'zod';

/** A sum of fewer people is nobody's to read: it is not written down. */
export const PEOPLE_FLOOR = 10;
/** A week is added up this long after its end: by then somebody can have said no. */
export const CUT_OFF_DAYS = 7;
/** What somebody says no to who wants nothing of theirs used to make AI better; no use of a model is called so. */
export const IMPROVEMENT = 'improvement';

/** The Monday of a day's week, both in days since 1970. */
export function mondayOf(day: number): number {
  return Math.floor((day + 3) / 7) * 7 - 3;
}

/** What people made of a use in a week. Names nobody. */
export interface FeedbackWeek {
  feature: string;
  /** Its Monday, in days since 1970. */
  week: number;
  kept: number;
  overridden: number;
  people: number;
}

/** What a change can come from: a week of what people said, of what staff said of answers, or an incident. */
export type ChangeSource =
  | { kind: 'feedback' | 'reviews'; feature: string; week: number }
  | { kind: 'incident'; incidentId: string; noticedAt: Date };

/** How a form names a source. */
export function keyOfSource(source: ChangeSource): string {
  return source.kind === 'incident'
    ? `incident:${source.incidentId}`
    : `${source.kind}:${source.feature}:${source.week}`;
}

export interface AiChange {
  id: string;
  at: Date;
  kind: ChangeSource['kind'];
  /** Null: of an incident. */
  feature: string | null;
  week: number | null;
  words: string;
}

export const changeSchema = z.object({
  source: z.string().min(1).max(200),
  words: z.string().trim().min(20).max(500),
});

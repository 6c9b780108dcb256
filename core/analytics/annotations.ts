import { z } from 'zod';

/** As much as fits beside a chart. */
export const LONGEST_ANNOTATION = 120;
/** Of one guild. */
export const MOST_ANNOTATIONS = 500;

const DAY_MS = 86_400_000;
/** Discord was opened in May 2015; nothing of a guild lies before. */
const FIRST_DAY = Math.floor(Date.UTC(2015, 4, 1) / DAY_MS);
const YEARS_AHEAD = 2 * 366;

/** What an admin wrote beside a day. Plain JSON. */
export interface Annotation {
  id: string;
  /** Calendar day of the guild, in days since 1970. */
  day: number;
  text: string;
}

/** The form: a date and a few words. `today` is the guild's calendar day. */
export function annotationSchema(today: number) {
  return z.object({
    date: z.iso
      .date()
      .transform((date) => Date.parse(date) / DAY_MS)
      .refine((day) => day >= FIRST_DAY && day <= today + YEARS_AHEAD),
    text: z
      .string()
      .transform((text) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim())
      .pipe(z.string().min(1).max(LONGEST_ANNOTATION)),
  });
}

import { z } from 'zod';
import { LONGEST_ANNOTATION } from './rules/annotations.ts';

const DAY_MS = 86_400_000;
/** Discord was opened in May 2015; nothing of a guild lies before. */
const FIRST_DAY = Math.floor(Date.UTC(2015, 4, 1) / DAY_MS);
const YEARS_AHEAD = 2 * 366;

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

import { z } from 'zod';
import { verdicts } from '../schema.ts';

/** After so many days an answer that nobody looked at is overdue. */
export const REVIEW_DAYS = 7;

/** What the form of staff about an answer sends. */
export const reviewSchema = z.object({
  callId: z.uuid(),
  verdict: z.enum(verdicts),
  note: z.string().trim().max(500),
});
export type Review = z.infer<typeof reviewSchema>;

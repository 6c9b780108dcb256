import { z } from 'zod';

/** Why somebody did something, in their own words on one line: what an audit record keeps. */
export const reasonSchema = z
  .string()
  .trim()
  .min(3)
  .max(500)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);

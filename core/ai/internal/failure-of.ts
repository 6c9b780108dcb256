import OpenAI from 'openai';
import { z } from 'zod';
import type { ModelEnd } from '../schema.ts';

/** The endpoint was busy or broken: another time may help. */
const PASSING: readonly number[] = [408, 409, 425, 429, 500, 502, 503, 504, 529];

export interface Failure {
  outcome: ModelEnd['outcome'];
  /** Whether to ask anew; `elsewhere`: of another model. */
  again: 'never' | 'elsewhere' | 'always';
}

/** What an error says about a call. @param isCut it was ended from here */
export function failureOf(error: unknown, isCut: boolean): Failure {
  if (isCut || error instanceof OpenAI.APIUserAbortError) return { outcome: 'cut', again: 'never' };
  if (error instanceof OpenAI.APIConnectionError) return { outcome: 'failed', again: 'always' };
  if (error instanceof OpenAI.APIError && error.status !== undefined && !PASSING.includes(error.status))
    return { outcome: 'refused', again: error.status === 404 ? 'elsewhere' : 'never' };
  if (error instanceof z.ZodError || error instanceof SyntaxError) return { outcome: 'malformed', again: 'elsewhere' };
  return { outcome: 'failed', again: 'always' };
}

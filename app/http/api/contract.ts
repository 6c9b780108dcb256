import { z } from 'zod';
import { cursorSchemas, RECORDS_SCHEMA, type RecordKind, recordSchemas } from '#core/analytics/records.ts';
import type { AppErrorCode } from '#core/platform/app-error.ts';

/** Where the API of this version begins. */
export const API_BASE = '/api/v1';

export const MOST_RECORDS = 1_000;
export const STANDARD_RECORDS = 200;

/** Requests of a token in a window. */
export const API_LIMIT = { points: 120, seconds: 60 } as const;

/** What may go wrong with a request, in the order of its status. */
export const apiProblems = {
  bad_input: 400,
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_many_requests: 429,
  internal: 500,
  database_unavailable: 503,
} as const satisfies Partial<Record<AppErrorCode | 'method_not_allowed', number>>;
export type ApiProblem = keyof typeof apiProblems;
export const apiProblemCodes = [
  'bad_input',
  'not_signed_in',
  'not_allowed',
  'not_found',
  'method_not_allowed',
  'too_many_requests',
  'internal',
  'database_unavailable',
] as const satisfies readonly ApiProblem[];

/** What an address takes; anything else is refused by name. */
export function parametersOf(kind: RecordKind) {
  return z.strictObject({
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    limit: z.coerce.number().int().min(1).max(MOST_RECORDS).default(STANDARD_RECORDS),
    after: cursorSchemas[kind].optional(),
  });
}
export type Parameters = z.infer<ReturnType<typeof parametersOf>>;

/** What an address answers. */
export function pageSchemaOf<K extends RecordKind>(kind: K) {
  return z.object({
    schema: z.literal(RECORDS_SCHEMA),
    guild_id: z.string(),
    items: z.array(recordSchemas[kind]),
    next: cursorSchemas[kind].nullable(),
  });
}

/** A problem, by RFC 9457. */
export const problemSchema = z.object({
  type: z.url(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  reference: z.string(),
  errors: z.array(z.object({ parameter: z.string(), detail: z.string() })).optional(),
});
export type ProblemBody = z.infer<typeof problemSchema>;

import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { ZodError, type z } from 'zod';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import { isConnectionError } from '#core/platform/db.server.ts';
import type { Problem } from './problem.ts';

/** Tells the server, and nobody else, that a response is about a problem: for a browser it becomes a page. */
export const PROBLEM_HEADER = 'x-procord-problem';

type Args = LoaderFunctionArgs | ActionFunctionArgs;

/**
 * Runs a loader or action so that whatever goes wrong becomes an answer: the domain's errors by their code,
 * a lost database as 503, anything else as 500 with a reference, told to the log and to nobody else.
 */
export function answer<A extends Args, T>(run: (args: A) => Promise<T>): (args: A) => Promise<T> {
  return async (args) => {
    try {
      return await run(args);
    } catch (error) {
      if (error instanceof Response) throw error;
      const problem = toAppError(error);
      const { context } = args;
      if (problem.code === 'database_unavailable') context.databaseFailed = true;
      if (problem.status >= 500) context.log.error({ err: error, code: problem.code }, 'request failed');
      else context.log.info({ code: problem.code, why: problem.message }, 'request refused');
      const body: Problem = { code: problem.code, reference: context.requestId, params: problem.params };
      throw Response.json(body, { status: problem.status, headers: { [PROBLEM_HEADER]: problem.code } });
    }
  };
}

export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (error instanceof ZodError) return new AppError('bad_input', 'the request has another form', { cause: error });
  if (isConnectionError(error)) return new AppError('database_unavailable', 'the database is away', { cause: error });
  return new AppError('internal', 'unexpected', { cause: error });
}

/** The fields of a form, parsed. @throws AppError 'bad_input' where it is no form or does not fit. */
export async function readForm<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const result = schema.safeParse(await formFields(request));
  if (result.success) return result.data;
  throw new AppError('bad_input', 'the form does not fit', { cause: result.error });
}

/** Text fields of a form by name, the last of each; files are left out. @throws AppError 'bad_input' where it is no form. */
export async function formFields(request: Request): Promise<Record<string, string>> {
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of await formData(request)) if (typeof value === 'string') fields[name] = value;
  return fields;
}

/** A form with all its fields and files. @throws AppError 'bad_input' where it is no form. */
export async function formData(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (error) {
    throw new AppError('bad_input', 'the body is no form', { cause: error });
  }
}

/** For a resource that has no such method. */
export function methodNotAllowed(allow: string): Response {
  return new Response(null, { status: 405, headers: { allow } });
}

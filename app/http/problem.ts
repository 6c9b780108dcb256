import { type AppErrorCode, appErrorCodes } from '#core/platform/app-error.ts';

/** What an error page needs to know. */
export interface Problem {
  code: AppErrorCode;
  /** Id of the request, as it stands in the log. */
  reference: string;
  params: Record<string, string | number>;
}

/** The problem in an error response: as `answer` made it, or guessed from the status of one that it did not. */
export function readProblem(response: { status: number; data: unknown } | null): Problem {
  const known = response?.data;
  if (typeof known === 'object' && known !== null && 'code' in known && 'reference' in known) {
    const code = appErrorCodes.find((one) => one === known.code);
    if (code) return { code, reference: String(known.reference), params: {} };
  }
  const code = response?.status === 404 ? 'not_found' : response && response.status < 500 ? 'bad_input' : 'internal';
  return { code, reference: '', params: {} };
}

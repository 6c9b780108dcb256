/**
 * The one error type of the domain. `code` decides what people read (errors namespace of core/i18n) and how the edge
 * answers (HTTP status, Discord reply); `params` fill the words; `cause` is for the log and never shown.
 */
export const appErrorCodes = [
  'bad_input',
  'not_signed_in',
  'not_allowed',
  'suspended',
  'not_found',
  'too_many_requests',
  'conflict',
  'discord_unavailable',
  'stripe_unavailable',
  'model_unavailable',
  'database_unavailable',
  'misconfigured',
  'internal',
] as const;
export type AppErrorCode = (typeof appErrorCodes)[number];

const httpStatus: Record<AppErrorCode, number> = {
  bad_input: 400,
  not_signed_in: 401,
  not_allowed: 403,
  suspended: 403,
  not_found: 404,
  conflict: 409,
  too_many_requests: 429,
  internal: 500,
  misconfigured: 500,
  discord_unavailable: 503,
  stripe_unavailable: 503,
  model_unavailable: 503,
  database_unavailable: 503,
};

export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(
    code: AppErrorCode,
    message: string,
    options: { params?: Record<string, string | number>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.params = options.params ?? {};
  }

  /** HTTP status for this code. */
  get status(): number {
    return httpStatus[this.code];
  }
}

/** Also true for an AppError made by another bundle of this program: the web server and its pages are built apart. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error && 'status' in error;
}

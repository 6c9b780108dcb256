/** An answer that is an error. Source: OpenRouter docs, "Errors". */
export class ModelApiError extends Error {
  readonly status: number;
  readonly metadata: Record<string, unknown> | undefined;
  /** Seconds, sent as Retry-After. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    message: string,
    { metadata, retryAfter }: { metadata?: Record<string, unknown>; retryAfter?: number | undefined } = {},
  ) {
    super(message);
    this.name = 'ModelApiError';
    this.status = status;
    this.metadata = metadata;
    this.retryAfter = retryAfter;
  }

  body() {
    return {
      error: { code: this.status, message: this.message, ...(this.metadata ? { metadata: this.metadata } : {}) },
    };
  }

  answer(): Response {
    const wait = this.retryAfter === undefined ? {} : { 'retry-after': String(this.retryAfter) };
    return Response.json(this.body(), { status: this.status, headers: wait });
  }
}

/** What an endpoint says that fails with a status. */
export function vendorFails(status: number, vendor: string, model: string, retryAfter?: number): ModelApiError {
  const messages: Readonly<Record<number, string>> = {
    400: 'Provider returned error',
    401: 'No auth credentials found',
    402: 'Insufficient credits. Add more and try again.',
    403: 'Your input was flagged',
    404: 'No endpoints found matching your data policy.',
    408: 'Request timed out',
    429: `${model} is temporarily rate-limited upstream. Please retry shortly.`,
    500: 'Internal Server Error',
    502: 'Provider returned error',
    503: 'No instances available',
  };
  const metadata: Record<string, unknown> = { provider_name: vendor };
  if (status === 403) Object.assign(metadata, { reasons: ['simulated'], flagged_input: '…', model_slug: model });
  if (status === 429 || status >= 500) metadata.raw = 'simulated';
  return new ModelApiError(status, messages[status] ?? 'Provider returned error', { metadata, retryAfter });
}

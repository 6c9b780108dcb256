import { ZodError } from 'zod';

/** An answer of Stripe's API that is an error. Source: Stripe API reference, "Errors". */
export class StripeApiError extends Error {
  readonly status: number;
  readonly type: 'invalid_request_error' | 'idempotency_error' | 'api_error' | 'card_error';
  readonly code: string | undefined;
  readonly param: string | undefined;

  constructor(
    status: number,
    message: string,
    more: { type?: StripeApiError['type']; code?: string; param?: string } = {},
  ) {
    super(message);
    this.name = 'StripeApiError';
    this.status = status;
    this.type = more.type ?? 'invalid_request_error';
    this.code = more.code;
    this.param = more.param;
  }

  body() {
    const { type, code, param, message } = this;
    return { error: { ...(code ? { code } : {}), message, ...(param ? { param } : {}), type } };
  }
}

export const missing = (what: string, id: string, param = 'id') =>
  new StripeApiError(404, `No such ${what}: '${id}'`, { code: 'resource_missing', param });

export const unknownKey = () =>
  new StripeApiError(401, 'Invalid API Key provided. The simulated Stripe takes its own made-up key only.');

export const unknownUrl = (method: string, path: string) =>
  new StripeApiError(404, `Unrecognized request URL (${method}: ${path}).`);

/** What a failed reading of parameters says, in Stripe's form. */
export function badParameters(error: ZodError): StripeApiError {
  const issue = error.issues[0];
  const [first = '', ...rest] = issue?.path.map(String) ?? [];
  const param = `${first}${rest.map((name) => `[${name}]`).join('')}`;
  if (issue?.code === 'unrecognized_keys')
    return new StripeApiError(400, `Received unknown parameter: ${issue.keys.join(', ')}`, {
      code: 'parameter_unknown',
      ...(issue.keys[0] ? { param: issue.keys[0] } : {}),
    });
  return new StripeApiError(400, `Invalid ${param}: ${issue?.message ?? 'not understood'}`, {
    code: 'parameter_invalid',
    param,
  });
}

export function asStripeError(error: unknown): StripeApiError {
  if (error instanceof StripeApiError) return error;
  if (error instanceof ZodError) return badParameters(error);
  return new StripeApiError(500, error instanceof Error ? error.message : String(error), { type: 'api_error' });
}

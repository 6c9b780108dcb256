import { StripeApiError } from './errors.ts';

const KEPT_MS = 24 * 3_600_000;

interface Kept {
  request: string;
  atMs: number;
  answer: { status: number; body: string };
}

/** Answers kept by idempotency key: the same request again gets the same answer, another one is refused. */
export class IdempotencyKeys {
  private readonly kept = new Map<string, Kept>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** What was answered to this request before; undefined where the key is new. */
  before(key: string, request: string): Kept['answer'] | undefined {
    const known = this.kept.get(key);
    if (!known || this.now() - known.atMs > KEPT_MS) return undefined;
    if (known.request !== request)
      throw new StripeApiError(
        400,
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}'.`,
        { type: 'idempotency_error' },
      );
    return known.answer;
  }

  keep(key: string, request: string, answer: Kept['answer']): void {
    this.kept.set(key, { request, answer, atMs: this.now() });
  }
}

import type { FormValue } from '../form.ts';
import type { SimulatedStripe } from '../simulated-stripe.ts';

/** One request inside a route; `id` is '' where the path has none. */
export interface Call {
  readonly stripe: SimulatedStripe;
  readonly params: Record<string, FormValue>;
  readonly id: string;
}

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Under /v1, in Hono's words. */
  path: string;
  /** The object to answer with. @throws StripeApiError, ZodError */
  answer(call: Call): object;
}

import OpenAI from 'openai';
import { AppError } from '#core/platform/app-error.ts';
import type { Config } from '#core/platform/config.server.ts';
import { fetchUntil } from '#core/platform/ending.ts';
import { checkRegister } from './rules/check-register.ts';
import type { Register } from './schema.ts';

export type ModelSettings = NonNullable<Config['ai']>;

/** All that is asked of an endpoint: answers, and what they cost. Nothing by which a model could learn. */
const PATHS: readonly string[] = ['/chat/completions', '/generation', '/key'];

/** How a model is reached, and at whose. */
export interface ModelAccess {
  client: OpenAI;
  settings: ModelSettings;
  /** `fetch` that reaches the configured host alone, and there what is needed. @throws TypeError for all else, and for a redirect */
  fetch: typeof fetch;
}

/**
 * Null where this instance uses no model. Nothing is tried again by the client itself: a request that is made anew is a call
 * of its own.
 * @throws AppError 'misconfigured' for a register with a fault: the process must not go on
 */
export function createModelAccess(settings: Config['ai'], register: Register): ModelAccess | null {
  const faults = checkRegister(register);
  if (faults.length > 0)
    throw new AppError('misconfigured', `The register of models (core/ai/features.ts): ${faults.join('; ')}`);
  if (settings === null) return null;
  const { origin, pathname } = new URL(settings.apiUrl);
  const known = PATHS.map((path) => pathname.replace(/\/$/, '') + path);
  const reach: typeof fetch = async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input);
    if (address.origin !== origin) throw new TypeError(`${address.origin} is not the endpoint of models`);
    if (!known.includes(address.pathname)) throw new TypeError(`${address.pathname} is not asked of models`);
    return fetchUntil(input, { ...init, redirect: 'error' });
  };
  const client = new OpenAI({
    apiKey: settings.apiKey,
    baseURL: settings.apiUrl,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    logLevel: 'off',
    fetch: reach,
  });
  return { client, settings, fetch: reach };
}

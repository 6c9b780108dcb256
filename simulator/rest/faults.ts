import { setTimeout } from 'node:timers/promises';
import { hitsRequest } from '../control/faults.ts';
import type { Simulator } from '../simulator.ts';
import { RestError, serverError } from './errors.ts';
import { tooManyRequests } from './rate-limits.ts';

/**
 * The answer a fault gives instead of the route's, or null; a slow API holds the request back first. `path` is without
 * /api and version.
 */
export async function faultAnswer(sim: Simulator, path: string): Promise<Response | null> {
  const { rateLimitStorm: storm, serverErrors: broken, slowAnswers: slow } = sim.faults;
  const now = Date.now();
  if (slow && hitsRequest(slow, path, now, Math.random())) await setTimeout(slow.ms);
  if (storm && hitsRequest(storm, path, now, Math.random())) {
    return tooManyRequests(storm.global ? 'global' : 'user', storm.retryAfterSeconds * 1000, null);
  }
  if (broken && hitsRequest(broken, path, now, Math.random())) return errorAnswer(serverError(broken.status));
  return null;
}

/** A `RestError` as its body; anything else is this stand-in's own fault and must not be hidden. */
export function errorAnswer(error: unknown): Response {
  if (!(error instanceof RestError)) throw error;
  return new Response(JSON.stringify(error.body()), {
    status: error.status,
    headers: { 'Content-Type': 'application/json' },
  });
}

export function apiPath(path: string): string {
  return path.replace(/^\/api(\/v\d+)?/, '');
}

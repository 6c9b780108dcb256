import { createHash } from 'node:crypto';

/** How often a route may be called: `limit` requests in `windowMs`, counted from the first request of the window. */
export type RouteLimit = { limit: number; windowMs: number };

export type BucketState = { bucket: string; limit: number; remaining: number; resetAt: number; resetAfterMs: number };

export type Verdict =
  | { allowed: true; state: BucketState }
  | { allowed: false; scope: 'user' | 'global'; retryAfterMs: number; state: BucketState | null };

const standard: RouteLimit = { limit: 10, windowMs: 10_000 };

/** Discord does not publish these; they are what it was seen to send. Keys: method and route with its parameters named. */
const perRoute: Readonly<Record<string, RouteLimit>> = {
  'GET /users/@me': { limit: 10, windowMs: 10_000 },
  'GET /users/@me/guilds': { limit: 1, windowMs: 1_000 },
  'GET /users/:user': { limit: 30, windowMs: 30_000 },
  'GET /gateway/bot': { limit: 2, windowMs: 5_000 },
  'GET /guilds/:guild/members': { limit: 10, windowMs: 10_000 },
  'GET /guilds/:guild/members/:user': { limit: 5, windowMs: 1_000 },
  'GET /channels/:channel/messages': { limit: 5, windowMs: 5_000 },
  'POST /channels/:channel/messages': { limit: 5, windowMs: 5_000 },
  'PATCH /channels/:channel/messages/:message': { limit: 5, windowMs: 5_000 },
  'DELETE /channels/:channel/messages/:message': { limit: 5, windowMs: 1_000 },
  'POST /webhooks/:webhook/:token': { limit: 5, windowMs: 2_000 },
  'GET /webhooks/:webhook/:token/messages/:message': { limit: 5, windowMs: 2_000 },
  'PATCH /webhooks/:webhook/:token/messages/:message': { limit: 5, windowMs: 2_000 },
  'DELETE /webhooks/:webhook/:token/messages/:message': { limit: 5, windowMs: 2_000 },
};

const globalLimit = 50;
const globalWindowMs = 1_000;
/** Windows are dropped once they ended; looked at when this many are held. */
const sweepAt = 10_000;

type Window = { used: number; resetAt: number };

/** The buckets of all callers. `now` is in milliseconds. */
export class RateLimits {
  private readonly windows = new Map<string, Window>();
  private readonly globals = new Map<string, Window>();
  private readonly now: () => number;
  private isLifted = false;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /**
   * Takes one request from the caller's global limit and from the route's bucket for its major parameter.
   * A request refused by either takes nothing from the other.
   */
  take(request: { caller: string; route: string; major: string; global: boolean }): Verdict {
    const now = this.now();
    this.sweep(now);
    const rule = perRoute[request.route] ?? standard;
    const bucket = bucketHash(request.route);
    const window = current(this.windows, `${request.caller} ${bucket} ${request.major}`, rule.windowMs, now);
    const global = request.global ? current(this.globals, request.caller, globalWindowMs, now) : null;
    const state = (): BucketState => ({
      bucket,
      limit: rule.limit,
      remaining: rule.limit - window.used,
      resetAt: window.resetAt,
      resetAfterMs: window.resetAt - now,
    });
    if (this.isLifted) return { allowed: true, state: state() };
    if (global && global.used >= globalLimit) {
      return { allowed: false, scope: 'global', retryAfterMs: global.resetAt - now, state: null };
    }
    if (window.used >= rule.limit) {
      return { allowed: false, scope: 'user', retryAfterMs: window.resetAt - now, state: state() };
    }
    if (global) global.used += 1;
    window.used += 1;
    return { allowed: true, state: state() };
  }

  /** Fills all buckets; tests use it. */
  clear(): void {
    this.windows.clear();
    this.globals.clear();
  }

  /** Lets everything through, for tests that ask much and are about something else. */
  lift(): void {
    this.clear();
    this.isLifted = true;
  }

  private sweep(now: number): void {
    if (this.windows.size + this.globals.size < sweepAt) return;
    for (const held of [this.windows, this.globals]) {
      for (const [key, window] of held) if (window.resetAt <= now) held.delete(key);
    }
  }
}

function current(held: Map<string, Window>, key: string, windowMs: number, now: number): Window {
  const found = held.get(key);
  if (found && found.resetAt > now) return found;
  const fresh = { used: 0, resetAt: now + windowMs };
  held.set(key, fresh);
  return fresh;
}

export function bucketHash(route: string): string {
  return createHash('sha256').update(route).digest('hex').slice(0, 32);
}

/** Discord's headers for a bucket: seconds with milliseconds as decimals. */
export function rateLimitHeaders(state: BucketState): Record<string, string> {
  return {
    'X-RateLimit-Limit': String(state.limit),
    'X-RateLimit-Remaining': String(state.remaining),
    'X-RateLimit-Reset': (state.resetAt / 1000).toFixed(3),
    'X-RateLimit-Reset-After': (state.resetAfterMs / 1000).toFixed(3),
    'X-RateLimit-Bucket': state.bucket,
  };
}

export type RateLimitScope = 'user' | 'global' | 'shared';

/** A 429 as Discord answers it: `retry_after` in seconds, `Retry-After` in whole seconds. */
export function tooManyRequests(scope: RateLimitScope, retryAfterMs: number, state: BucketState | null): Response {
  const seconds = Math.max(0.001, Math.round(retryAfterMs) / 1000);
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'Retry-After': String(Math.ceil(seconds)),
    'X-RateLimit-Scope': scope,
    ...(state ? rateLimitHeaders(state) : {}),
  };
  if (scope === 'global') headers['X-RateLimit-Global'] = 'true';
  const body = { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' };
  return new Response(JSON.stringify(body), { status: 429, headers });
}

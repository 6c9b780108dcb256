import { expect, test } from 'vitest';
import { InvalidRequests } from './invalid-requests.ts';
import { RateLimits, rateLimitHeaders, tooManyRequests } from './rate-limits.ts';

const me = { caller: 'bot', route: 'GET /users/@me/guilds', major: '', global: true };

test('a bucket is used up, refused with the time left, and full again after its window', () => {
  let now = 1_000_000;
  const limits = new RateLimits(() => now);
  expect(limits.take(me)).toMatchObject({ allowed: true, state: { limit: 1, remaining: 0 } });
  now += 400;
  expect(limits.take(me)).toMatchObject({ allowed: false, scope: 'user', retryAfterMs: 600 });
  now += 600;
  expect(limits.take(me)).toMatchObject({ allowed: true });
});

test('other callers and other major parameters have buckets of their own', () => {
  const limits = new RateLimits(() => 5000);
  expect(limits.take(me).allowed).toBe(true);
  expect(limits.take({ ...me, caller: 'bearer x' }).allowed).toBe(true);
  expect(limits.take({ ...me, major: '2' }).allowed).toBe(true);
  expect(limits.take(me).allowed).toBe(false);
});

test('the 51st request in a second is refused globally, over all routes; exempt ones are not', () => {
  let now = 0;
  const limits = new RateLimits(() => now);
  for (let i = 0; i < 50; i += 1) {
    expect(limits.take({ ...me, route: 'GET /guilds/:guild', major: String(i) }).allowed).toBe(true);
  }
  expect(limits.take(me)).toMatchObject({ allowed: false, scope: 'global', state: null });
  expect(limits.take({ ...me, route: 'POST /webhooks/:webhook/:token', global: false }).allowed).toBe(true);
  now = 1000;
  expect(limits.take(me).allowed).toBe(true);
});

test('headers are in seconds; a 429 has the body and the headers that Discord gives it', async () => {
  const state = { bucket: 'abc', limit: 5, remaining: 0, resetAt: 1_700_000_000_250, resetAfterMs: 1250 };
  expect(rateLimitHeaders(state)).toEqual({
    'X-RateLimit-Limit': '5',
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': '1700000000.250',
    'X-RateLimit-Reset-After': '1.250',
    'X-RateLimit-Bucket': 'abc',
  });
  const local = tooManyRequests('user', 1250, state);
  expect(await local.json()).toEqual({ message: 'You are being rate limited.', retry_after: 1.25, global: false });
  expect(local.headers.get('Retry-After')).toBe('2');
  expect(local.headers.get('X-RateLimit-Scope')).toBe('user');
  expect(local.headers.get('X-RateLimit-Global')).toBeNull();
  const global = tooManyRequests('global', 300, null);
  expect(await global.json()).toMatchObject({ global: true, retry_after: 0.3 });
  expect(global.headers.get('X-RateLimit-Global')).toBe('true');
});

test('too many invalid requests in ten minutes ban the address for an hour; shared limits do not count', () => {
  let now = 0;
  const invalid = new InvalidRequests(() => now, 3);
  const record = (status: number, headers = {}) => invalid.record('a', new Response(null, { status, headers }));
  record(401);
  record(403);
  record(404);
  record(429, { 'X-RateLimit-Scope': 'shared' });
  expect(invalid.refusal('a')).toBeNull();
  now = 601_000;
  record(401);
  record(401);
  expect(invalid.refusal('a'), 'the first two were too long ago').toBeNull();
  record(429);
  const refusal = invalid.refusal('a');
  expect(refusal?.status).toBe(429);
  expect(refusal?.headers.get('Retry-After')).toBe('3600');
  expect(refusal?.headers.get('X-RateLimit-Limit')).toBeNull();
  expect(invalid.refusal('b')).toBeNull();
  now += 3_600_000;
  expect(invalid.refusal('a')).toBeNull();
});

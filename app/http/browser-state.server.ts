import { z } from 'zod';
import { newcomerSchema, preferencesOfCookieSchema } from '#core/accounts/schema.ts';
import { COOKIE_NAMES } from '#core/consent/schema.ts';
import { open, seal } from '#core/platform/crypto.server.ts';

/**
 * The one cookie: sealed, so that a browser can neither read nor make one.
 * Names are short because every request carries them.
 */
const stateSchema = z.object({
  /** Session id; the table holds its hash. */
  s: z.string().min(20).max(100).optional(),
  /** A sign-in that has begun. */
  p: z
    .object({ state: z.string(), verifier: z.string(), returnTo: z.string().nullable(), begunAt: z.number() })
    .optional(),
  /** Somebody from Discord who was not told yet what is kept: until they were, it is kept here alone. */
  w: newcomerSchema.optional(),
  /** What opens the newest export that was asked for in this browser, and of which request it is. */
  k: z.object({ r: z.uuid(), k: z.string().max(200) }).optional(),
  /** Preferences of somebody who is not signed in. */
  f: preferencesOfCookieSchema.optional(),
});
export type BrowserState = z.infer<typeof stateSchema>;

/** A year: the longest preference. Sessions end by their row, sign-ins by their time. */
const MAX_AGE_SECONDS = 31_536_000;
const MAX_COOKIE = 4_000;
const CONTEXT = 'cookie';

/** `__Host-` binds the cookie to this host over https; a browser takes that prefix only together with Secure. */
export function cookieName(secure: boolean): string {
  return secure ? COOKIE_NAMES.secure : COOKIE_NAMES.plain;
}

/** The state of a request's cookie; anything unreadable is no state. */
export function readBrowserState(secrets: readonly string[], header: string | null, secure: boolean): BrowserState {
  const name = `${cookieName(secure)}=`;
  const found = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(name));
  if (!found || found.length > MAX_COOKIE) return {};
  try {
    const parsed = stateSchema.safeParse(
      JSON.parse(open(secrets, Buffer.from(found.slice(name.length), 'base64url'), CONTEXT)),
    );
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** A Set-Cookie header that replaces the browser's state; an empty one removes the cookie. */
export function writeBrowserState(secrets: readonly string[], state: BrowserState, secure: boolean): string {
  const empty = Object.values(state).every((value) => value === undefined);
  const value = empty ? '' : seal(secrets, JSON.stringify(state), CONTEXT).toString('base64url');
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${empty ? 0 : MAX_AGE_SECONDS}`];
  if (secure) attributes.push('Secure');
  return [`${cookieName(secure)}=${value}`, ...attributes].join('; ');
}

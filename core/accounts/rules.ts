/** A session ends after a week without a visit, and after thirty days in any case. */
export const SESSION_IDLE_MS = 7 * 86_400_000;
export const SESSION_ABSOLUTE_MS = 30 * 86_400_000;
/** A visit is written down at most this often. */
export const SESSION_TOUCH_MS = 5 * 60_000;
/** How long a person may take at Discord before they come back. */
export const SIGN_IN_MS = 10 * 60_000;
/** How long what Discord told of a newcomer waits in their browser for their answer. */
export const WELCOME_MS = 30 * 60_000;
/** Discord's token is renewed when it has less than this to live. */
export const TOKEN_RENEW_MS = 24 * 3_600_000;

/** Browsers drop these from an address and read a backslash as a slash, so an address holding one is refused whole. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is looked for
const treacherous = /[\\\u0000-\u001f\u007f]/;

/**
 * A path of this site to go on to after signing in, or null. Only "/path?query": no other host, scheme or fragment,
 * and no page that would sign in or out again.
 */
export function safeReturnTo(text: string | null | undefined): string | null {
  if (!text || text.length > 500 || !text.startsWith('/') || text.startsWith('//') || treacherous.test(text))
    return null;
  if (!URL.canParse(text, 'http://here.invalid')) return null;
  const url = new URL(text, 'http://here.invalid');
  if (url.origin !== 'http://here.invalid') return null;
  const path = url.pathname + url.search;
  return path.startsWith('//') || path.startsWith('/auth/') ? null : path;
}

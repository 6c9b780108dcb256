/**
 * Whether a request that changes something comes from a page of this site. A browser sends Origin with every such
 * request; where a proxy took it away, Sec-Fetch-Site still says it. A request with neither is refused.
 * Source: OWASP, "Cross-Site Request Forgery Prevention", verifying origin.
 */
export function comesFromHere(method: string, headers: Headers, origin: string): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  const sent = headers.get('origin');
  if (sent !== null) return sent === origin;
  return headers.get('sec-fetch-site') === 'same-origin';
}

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The same address under the name this instance goes by, for a visitor who came by another name of this machine:
 * cookies and Discord's way back hang on the name. Null where the name is right or is a proxy's business.
 */
export function underOwnName(url: URL, host: string | null, origin: string): string | null {
  const own = new URL(origin);
  if (host === null || host === own.host || !URL.canParse(`http://${host}`)) return null;
  const asked = new URL(`http://${host}`);
  if (!loopback.has(asked.hostname) || !loopback.has(own.hostname) || asked.port !== own.port) return null;
  return `${own.origin}${url.pathname}${url.search}`;
}

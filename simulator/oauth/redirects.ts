const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a redirect is one the application registered: letter for letter. A registered loopback address holds for
 * any port (RFC 8252, 7.3), because a local start takes the next free one.
 */
export function redirectAllowed(registered: readonly string[], asked: string): boolean {
  const url = parse(asked);
  if (!url || url.hash !== '' || url.username !== '' || url.password !== '') return false;
  return registered.some((entry) => entry === asked || sameLoopback(entry, url));
}

function sameLoopback(entry: string, asked: URL): boolean {
  const known = parse(entry);
  return (
    known !== null &&
    loopback.has(known.hostname) &&
    known.protocol === 'http:' &&
    asked.protocol === 'http:' &&
    known.hostname === asked.hostname &&
    known.pathname === asked.pathname &&
    known.search === asked.search
  );
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

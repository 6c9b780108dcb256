const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether an application may be answered at an address: one it registered, letter for letter, or any plain-HTTP
 * loopback address. Discord knows no such exception, but a local start takes the next free port and nobody registers it.
 */
export function redirectAllowed(registered: readonly string[], asked: string): boolean {
  if (!URL.canParse(asked)) return false;
  const url = new URL(asked);
  if (url.hash !== '' || url.username !== '' || url.password !== '') return false;
  return registered.includes(asked) || (url.protocol === 'http:' && loopback.has(url.hostname));
}

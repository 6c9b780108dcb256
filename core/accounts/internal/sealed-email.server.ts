import { open, seal } from '#core/platform/crypto.server.ts';

/** Binds a sealed address to its account. */
export function emailContext(accountId: string): string {
  return `account:${accountId}:email`;
}

export function sealEmail(secrets: readonly string[], accountId: string, email: string) {
  return new Uint8Array(seal(secrets, email, emailContext(accountId)));
}

export function openEmail(secrets: readonly string[], accountId: string, sealed: Uint8Array): string {
  return open(secrets, sealed, emailContext(accountId));
}

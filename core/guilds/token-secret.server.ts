import { randomToken, sha256 } from '#core/platform/crypto.server.ts';

/** By it people and scanners of leaked secrets know what they have before them. */
const PREFIX = 'procord_';
const HINT_LENGTH = PREFIX.length + 4;
const shape = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{43}$`);

/** A secret of 256 random bits, and what is kept of it. */
export function makeSecret(): { secret: string; hash: Buffer; hint: string } {
  const secret = `${PREFIX}${randomToken(32)}`;
  return { secret, hash: sha256(secret), hint: secret.slice(0, HINT_LENGTH) };
}

/**
 * The hash a secret is found by; null for what cannot be a secret. Comparing hashes in an index takes a time that tells
 * of the hash alone, and nobody can choose a secret by its hash, so the search gives nothing away.
 */
export function hashOfSecret(secret: string): Buffer | null {
  return shape.test(secret) ? sha256(secret) : null;
}

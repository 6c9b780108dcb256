import { createHash } from 'node:crypto';

export type Challenge = { method: 'S256' | 'plain'; value: string };

/** Reads the challenge of an authorize request: null where none was sent, 'invalid' where it cannot be used. */
export function readChallenge(value: string | undefined, method: string | undefined): Challenge | null | 'invalid' {
  if (value === undefined || value === '') return method ? 'invalid' : null;
  if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(value)) return 'invalid';
  if (method === 'S256') return { method, value };
  return method === undefined || method === 'plain' ? { method: 'plain', value } : 'invalid';
}

/** RFC 7636: a code asked for with a challenge is redeemed only with its verifier, and without one never with a verifier. */
export function verifierMatches(challenge: Challenge | null, verifier: string | undefined): boolean {
  if (!challenge) return verifier === undefined;
  if (verifier === undefined || !/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier)) return false;
  const sent = challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  return sent === challenge.value;
}

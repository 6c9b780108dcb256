import { createHash } from 'node:crypto';
import { randomToken } from '#core/platform/crypto.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { safeReturnTo } from './rules.ts';

/** What the browser must bring back from Discord; it travels sealed in the cookie. */
export interface PendingSignIn {
  state: string;
  verifier: string;
  returnTo: string | null;
  /** Milliseconds since 1970. */
  begunAt: number;
}

/** Begins a sign-in: where to send the browser, and what to keep for its return. */
export function startSignIn(
  { oauth, clock }: Pick<AccountsDeps, 'oauth' | 'clock'>,
  { redirectUri, returnTo }: { redirectUri: string; returnTo: string | null },
): { url: string; pending: PendingSignIn } {
  const state = randomToken();
  const verifier = randomToken();
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return {
    url: oauth.authorizeUrl({ state, challenge, redirectUri }),
    pending: { state, verifier, returnTo: safeReturnTo(returnTo), begunAt: clock.now() },
  };
}

import { AppError } from '#core/platform/app-error.ts';
import { equal, sha256 } from '#core/platform/crypto.server.ts';
import { OAUTH_SCOPES } from '#core/platform/discord-oauth.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { addSession } from './internal/add-session.server.ts';
import { SIGN_IN_MS } from './rules.ts';
import type { Newcomer } from './schema.ts';
import type { PendingSignIn } from './start-sign-in.server.ts';

export type SignedIn = { sessionId: string; accountId: string; returnTo: string | null } | { newcomer: Newcomer };

/**
 * Turns Discord's answer into a session under a new id; the id is returned once and only its hash is kept.
 * A session that the browser had before ends here. Of somebody who has no account nothing is written: what Discord told of
 * them is returned, for their own browser to keep until they were told what happens with it.
 * @throws AppError 'not_signed_in' where the answer does not belong to this browser, is too late or is refused.
 */
export async function completeSignIn(
  { db, clock, oauth, secrets }: AccountsDeps,
  answer: { code: string; state: string; redirectUri: string },
  pending: PendingSignIn | null,
  before: { sessionId: string | null },
): Promise<SignedIn> {
  if (!pending || !equal(pending.state, answer.state) || clock.now() - pending.begunAt > SIGN_IN_MS)
    throw new AppError('not_signed_in', 'the answer from Discord does not belong to this browser, or is too late');
  const tokens = await oauth.redeemCode(answer.code, pending.verifier, answer.redirectUri);
  const missing = OAUTH_SCOPES.find((scope) => !tokens.scopes.includes(scope));
  if (missing) throw new AppError('not_signed_in', `Discord left out the scope ${missing}`);
  const user = await oauth.user(tokens.accessToken);

  const nowMs = clock.now();
  const names = { username: user.username, globalName: user.global_name ?? null, avatar: user.avatar ?? null };
  return db.for('sign-in').prisma.$transaction(async (tx) => {
    if (before.sessionId !== null)
      await tx.session.deleteMany({ where: { idHash: new Uint8Array(sha256(before.sessionId)) } });
    const { count } = await tx.account.updateMany({
      where: { id: BigInt(user.id) },
      data: { ...names, lastSignInAt: new Date(nowMs) },
    });
    if (count === 0)
      return { newcomer: { id: user.id, ...names, tokens, toldAtMs: nowMs, returnTo: pending.returnTo } };
    const sessionId = await addSession(tx, { secrets, nowMs }, user.id, tokens);
    return { sessionId, accountId: user.id, returnTo: pending.returnTo };
  });
}

import { AppError } from '#core/platform/app-error.ts';
import { equal, randomToken, sha256 } from '#core/platform/crypto.server.ts';
import { OAUTH_SCOPES } from '#core/platform/discord-oauth.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { sealedColumns } from './internal/sealed-tokens.server.ts';
import { SESSION_ABSOLUTE_MS, SIGN_IN_MS } from './rules.ts';
import type { PendingSignIn } from './start-sign-in.server.ts';

/**
 * Turns Discord's answer into a session under a new id; the id is returned once and only its hash is kept.
 * A session that the browser had before ends here.
 * @throws AppError 'not_signed_in' where the answer does not belong to this browser, is too late or is refused.
 */
export async function completeSignIn(
  { db, clock, oauth, secrets }: AccountsDeps,
  answer: { code: string; state: string; redirectUri: string },
  pending: PendingSignIn | null,
  before: { sessionId: string | null },
): Promise<{ sessionId: string; accountId: string; returnTo: string | null }> {
  if (!pending || !equal(pending.state, answer.state) || clock.now() - pending.begunAt > SIGN_IN_MS)
    throw new AppError('not_signed_in', 'the answer from Discord does not belong to this browser, or is too late');
  const tokens = await oauth.redeemCode(answer.code, pending.verifier, answer.redirectUri);
  const missing = OAUTH_SCOPES.find((scope) => !tokens.scopes.includes(scope));
  if (missing) throw new AppError('not_signed_in', `Discord left out the scope ${missing}`);
  const user = await oauth.user(tokens.accessToken);

  const now = clock.now();
  const sessionId = randomToken();
  const idHash = new Uint8Array(sha256(sessionId));
  const names = { username: user.username, globalName: user.global_name ?? null, avatar: user.avatar ?? null };
  const id = BigInt(user.id);
  await db.prisma.$transaction([
    db.prisma.account.upsert({
      where: { id },
      create: { id, ...names, createdAt: new Date(now), lastSignInAt: new Date(now) },
      update: { ...names, lastSignInAt: new Date(now) },
    }),
    ...(before.sessionId === null
      ? []
      : [db.prisma.session.deleteMany({ where: { idHash: new Uint8Array(sha256(before.sessionId)) } })]),
    db.prisma.session.create({
      data: {
        idHash,
        accountId: id,
        createdAt: new Date(now),
        lastSeenAt: new Date(now),
        expiresAt: new Date(now + SESSION_ABSOLUTE_MS),
        ...sealedColumns(secrets, idHash, tokens, now),
      },
    }),
  ]);
  return { sessionId, accountId: user.id, returnTo: pending.returnTo };
}

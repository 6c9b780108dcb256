import { AppError, isAppError } from '#core/platform/app-error.ts';
import { sha256 } from '#core/platform/crypto.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { openToken, sealedColumns } from './internal/sealed-tokens.server.ts';
import { TOKEN_RENEW_MS } from './rules.ts';

/** Longer than a call to Discord may take. */
const RENEWAL = { maxWait: 2_000, timeout: 10_000 };

/**
 * The Discord token of a session, renewed when it has little left. Discord voids a refresh token once it is used,
 * so the row is locked while it is: two requests at once renew it once.
 * Where Discord refuses (the person took the permission back), the session ends.
 * @throws AppError 'not_signed_in' | 'discord_unavailable'
 */
export async function getAccessToken({ db, clock, oauth, secrets }: AccountsDeps, sessionId: string): Promise<string> {
  const idHash = new Uint8Array(sha256(sessionId));
  const read = await db.for('sign-in').prisma.session.findUnique({ where: { idHash } });
  if (!read) throw new AppError('not_signed_in', 'the session has ended');
  const fresh = (expiresAt: Date) => expiresAt.getTime() - clock.now() > TOKEN_RENEW_MS;
  if (fresh(read.tokenExpiresAt)) return openToken(secrets, idHash, 'access', read.accessTokenSealed);

  const outcome = await db.for('sign-in').prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM session WHERE id_hash = ${idHash} FOR UPDATE`;
    const row = await tx.session.findUnique({ where: { idHash } });
    if (!row) return null;
    if (fresh(row.tokenExpiresAt)) return openToken(secrets, idHash, 'access', row.accessTokenSealed);
    try {
      if (row.refreshTokenSealed === null) throw new AppError('not_signed_in', 'Discord gave no refresh token');
      const tokens = await oauth.refresh(openToken(secrets, idHash, 'refresh', row.refreshTokenSealed));
      await tx.session.update({ where: { idHash }, data: sealedColumns(secrets, idHash, tokens, clock.now()) });
      return tokens.accessToken;
    } catch (error) {
      if (!isAppError(error) || error.code !== 'not_signed_in') throw error;
      await tx.session.delete({ where: { idHash } });
      return null;
    }
  }, RENEWAL);
  if (outcome === null) throw new AppError('not_signed_in', 'Discord no longer accepts this session');
  return outcome;
}

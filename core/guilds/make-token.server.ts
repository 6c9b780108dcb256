import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { MOST_TOKENS, type NewToken } from './schema.ts';
import { makeSecret } from './token-secret.server.ts';

const DAY_MS = 86_400_000;

/**
 * Makes a token that reads the totals of one guild.
 * @returns its secret, which is kept nowhere and shown this once
 * @throws AppError 'conflict' where the guild has as many live tokens as it may
 */
export async function makeToken(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId, token }: { guildId: string; accountId: string; token: NewToken },
): Promise<{ id: string; secret: string }> {
  const now = new Date(clock.now());
  const { secret, hash, hint } = makeSecret();
  const expiresAt = token.life === 'none' ? null : new Date(now.getTime() + Number(token.life) * DAY_MS);
  const id = BigInt(guildId);
  return db.for('serve-guild', 'accountability').prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('api-token', ${id}))`;
    const live = { guildId: id, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
    if ((await tx.apiToken.count({ where: live })) >= MOST_TOKENS)
      throw new AppError('conflict', 'the guild has as many tokens as it may');
    const made = await tx.apiToken.create({
      data: {
        guildId: id,
        name: token.name,
        scopes: [...new Set(token.scopes)],
        secretHash: new Uint8Array(hash),
        hint,
        createdBy: BigInt(accountId),
        createdAt: now,
        expiresAt,
      },
    });
    await recordEvent(tx, {
      actor: { kind: 'person', id: accountId },
      action: 'api_token.made',
      guildId,
      detail: { tokenId: made.id, scopes: made.scopes, expiresAt: expiresAt?.toISOString() ?? null },
    });
    return { id: made.id, secret };
  });
}

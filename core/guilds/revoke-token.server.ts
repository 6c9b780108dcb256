import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/**
 * Ends a token of a guild for good. It is looked up anew for each request, so the next one is refused, in every process.
 * @throws AppError 'not_found' where the guild has no such token, or it was revoked before
 */
export async function revokeToken(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId, tokenId }: { guildId: string; accountId: string; tokenId: string },
): Promise<void> {
  await db.for('serve-guild', 'accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id: tokenId, guildId: BigInt(guildId), revokedAt: null },
      data: { revokedAt: new Date(clock.now()) },
    });
    if (count === 0) throw new AppError('not_found', 'the guild has no such token to revoke');
    await recordEvent(tx, {
      actor: { kind: 'person', id: accountId },
      action: 'api_token.revoked',
      guildId,
      detail: { tokenId },
    });
  });
}

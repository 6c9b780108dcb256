import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { activeAt, lockGuildGrants } from './internal/active-grant.server.ts';

/** Staff take premium back, at once: the bot stops counting the guild. @throws AppError 'not_found' where it has none */
export async function revokePremium(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, staffId, reason }: { guildId: string; staffId: string; reason: string },
): Promise<void> {
  const now = new Date(clock.now());
  const id = BigInt(guildId);
  await db.for('entitlement', 'accountability').prisma.$transaction(async (tx) => {
    await lockGuildGrants(tx, id);
    const { count } = await tx.premiumGrant.updateMany({
      where: { guildId: id, ...activeAt(now) },
      data: { revokedAt: now, revokedBy: BigInt(staffId) },
    });
    if (count === 0) throw new AppError('not_found', 'the guild has no premium');
    await recordEvent(tx, { actor: { kind: 'staff', id: staffId }, action: 'premium.revoked', guildId, reason });
  });
}

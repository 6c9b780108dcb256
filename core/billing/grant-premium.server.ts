import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { activeAt, lockGuildGrants } from './internal/active-grant.server.ts';

const DAY_MS = 86_400_000;

/**
 * Staff give a guild premium, through the day `endsOn` (YYYY-MM-DD, UTC) or until it is revoked.
 * The bot hears of it with the commit and counts from then on.
 * @throws AppError 'conflict' where the guild has premium · 'bad_input' where the end has passed
 */
export async function grantPremium(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, staffId, reason, endsOn }: { guildId: string; staffId: string; reason: string; endsOn: string | null },
): Promise<void> {
  const now = new Date(clock.now());
  const endsAt = endsOn === null ? null : new Date(Date.parse(`${endsOn}T00:00:00Z`) + DAY_MS);
  if (endsAt && !(endsAt.getTime() > now.getTime())) throw new AppError('bad_input', 'the end has passed');
  const id = BigInt(guildId);
  await db.for('entitlement', 'accountability').prisma.$transaction(async (tx) => {
    await lockGuildGrants(tx, id);
    if ((await tx.premiumGrant.count({ where: { guildId: id, ...activeAt(now) } })) > 0)
      throw new AppError('conflict', 'the guild has premium');
    await tx.premiumGrant.create({ data: { guildId: id, grantedBy: BigInt(staffId), reason, startsAt: now, endsAt } });
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'premium.granted',
      guildId,
      reason,
      detail: { endsAt: endsAt?.toISOString() ?? null },
    });
  });
}

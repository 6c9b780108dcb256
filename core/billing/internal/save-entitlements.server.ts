import { recordEvent } from '#core/audit/record-event.server.ts';
import type { Prisma } from '#core/platform/db.server.ts';
import type { DiscordEntitlement } from '#core/platform/discord-entitlements.server.ts';

/**
 * Writes down when Discord's entitlements give a guild premium, and a record of each beginning and end. Called under the
 * guild's lock; the same entitlements again change nothing.
 */
export async function saveEntitlements(
  tx: Prisma.TransactionClient,
  { guildId, entitlements }: { guildId: string; entitlements: readonly DiscordEntitlement[] },
  now: Date,
): Promise<void> {
  const mine = { source: 'discord', guildId: BigInt(guildId) };
  const known = new Map((await tx.premiumPeriod.findMany({ where: mine })).map((row) => [row.ref, row]));
  const record = (action: 'premium.started' | 'premium.ended', ref: string) =>
    recordEvent(tx, { actor: { kind: 'system' }, action, guildId, detail: { entitlement: ref } });

  for (const entitlement of entitlements) {
    const row = known.get(entitlement.id);
    known.delete(entitlement.id);
    const endsAt = endOf(entitlement, row?.endsAt ?? null, now);
    if (!row) {
      // Taken back before anybody heard of it: when it ended is not known, so it gives nothing.
      if (entitlement.isDeleted) continue;
      const startsAt = entitlement.startsAt < now ? entitlement.startsAt : now;
      await tx.premiumPeriod.create({ data: { ...mine, ref: entitlement.id, startsAt, endsAt } });
      await record('premium.started', entitlement.id);
      if (hasEnded(endsAt, now)) await record('premium.ended', entitlement.id);
    } else if (row.endsAt?.getTime() !== endsAt?.getTime()) {
      await tx.premiumPeriod.update({ where: { id: row.id }, data: { endsAt } });
      if (hasEnded(row.endsAt, now) && !hasEnded(endsAt, now)) await record('premium.started', row.ref);
      if (!hasEnded(row.endsAt, now) && hasEnded(endsAt, now)) await record('premium.ended', row.ref);
    }
  }
  // Discord does not know it any more.
  for (const row of known.values()) {
    if (hasEnded(row.endsAt, now)) continue;
    await tx.premiumPeriod.update({ where: { id: row.id }, data: { endsAt: now } });
    await record('premium.ended', row.ref);
  }
}

/** What was taken back ended when that was first heard; Discord does not say when it was. */
function endOf(entitlement: DiscordEntitlement, knownEnd: Date | null, now: Date): Date | null {
  if (!entitlement.isDeleted) return entitlement.endsAt;
  const ends = [now, entitlement.endsAt, knownEnd].flatMap((end) => end?.getTime() ?? []);
  return new Date(Math.min(...ends));
}

function hasEnded(endsAt: Date | null, now: Date): boolean {
  return endsAt !== null && endsAt <= now;
}

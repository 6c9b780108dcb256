import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { DISCORD_AGE } from '#core/consent/rules/age-limits.ts';
import { NOTICE_VERSION } from '#core/consent/schema.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { closeDay } from './past/close-day.ts';
import { type LoadedPast, loadPast } from './past/load-past.ts';

/** What a simulated instance begins with; ids are Discord's. */
export interface Seed {
  staffId: string;
  /** Guilds that have premium from the first minute, so that there is something to see. */
  premiumGuildIds: readonly string[];
  /** People whose account staff suspended. */
  suspended: readonly { id: string; username: string }[];
  /** Where the simulated Discord tells what happened before it was started; null for nothing. */
  pastUrl: string | null;
}

/**
 * Fills a database that nobody used yet: the past of the guilds with premium first, because accounts and grants are the
 * sign that it is done. A run that was cut off is begun again.
 * @param progress is told in a few words how far it is
 * @returns null where somebody used it already; else what came of the past
 */
export async function plantSeed(
  db: WholeDatabase,
  seed: Seed,
  progress: (words: string) => void = () => {},
): Promise<{ past: LoadedPast | null } | null> {
  const used = (await db.prisma.premiumGrant.count()) + (await db.prisma.account.count());
  if (used > 0) return null;
  const wasCounted = (await db.prisma.shard.count()) > 0;
  const past =
    seed.pastUrl === null || wasCounted
      ? null
      : await loadPast(db, {
          url: seed.pastUrl,
          guildIds: seed.premiumGuildIds,
          closeDay: (nowMs) => closeDay(db, seed.premiumGuildIds, nowMs),
          onDay: (done, of) => progress(`day ${done} of ${of} of the past`),
        });
  for (const { id, username } of seed.suspended)
    await db.prisma.account.create({
      data: {
        id: BigInt(id),
        username,
        suspendedAt: new Date(),
        noticeVersion: NOTICE_VERSION,
        receipts: { create: { version: NOTICE_VERSION, locale: 'en', surface: 'welcome', atLeast: DISCORD_AGE } },
      },
    });
  for (const guildId of seed.premiumGuildIds)
    await grantPremium(
      { db, clock: systemClock },
      { guildId, staffId: seed.staffId, reason: 'Seed of the simulated instance', endsOn: null },
    );
  return { past };
}

import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/** What a simulated instance begins with; ids are Discord's. */
export interface Seed {
  staffId: string;
  /** Guilds that have premium from the first minute, so that there is something to see. */
  premiumGuildIds: readonly string[];
  /** People whose account staff suspended. */
  suspended: readonly { id: string; username: string }[];
}

/** Fills a database that nobody used yet. @returns whether it did */
export async function plantSeed(db: Database, seed: Seed): Promise<boolean> {
  const used = (await db.prisma.premiumGrant.count()) + (await db.prisma.account.count());
  if (used > 0) return false;
  for (const { id, username } of seed.suspended)
    await db.prisma.account.create({ data: { id: BigInt(id), username, suspendedAt: new Date() } });
  for (const guildId of seed.premiumGuildIds)
    await grantPremium(
      { db, clock: systemClock },
      { guildId, staffId: seed.staffId, reason: 'Seed of the simulated instance', endsOn: null },
    );
  return true;
}

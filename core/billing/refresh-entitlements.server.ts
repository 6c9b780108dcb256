import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { DiscordEntitlements } from '#core/platform/discord-entitlements.server.ts';
import { saveEntitlements } from './internal/save-entitlements.server.ts';

export interface DiscordPremiumDeps {
  db: Database;
  clock: Clock;
  /** Of the SKU that gives premium. */
  shop: DiscordEntitlements;
}

/** Long enough for the one question to Discord that is asked inside. */
const PATIENCE = { timeout: 45_000, maxWait: 20_000 };

/**
 * Makes what is kept of a guild's entitlements at Discord equal to what Discord says now. An event says only which guild
 * to ask about: asked under a lock, in any order and as often as wished, it ends the same.
 * @throws AppError 'discord_unavailable'
 */
export async function refreshEntitlements({ db, clock, shop }: DiscordPremiumDeps, guildId: string): Promise<void> {
  await db.for('accountability').prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('discord_premium:' || ${guildId}, 0))`;
    const entitlements = (await shop.ofGuild(guildId)).filter((one) => one.guildId === guildId);
    await saveEntitlements(tx, { guildId, entitlements }, new Date(clock.now()));
  }, PATIENCE);
}

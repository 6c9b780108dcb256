import { z } from 'zod';
import { type DiscordPremiumDeps, refreshEntitlements } from '#core/billing/refresh-entitlements.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';

/** ENTITLEMENT_CREATE, _UPDATE and _DELETE all carry an entitlement; of it only this is believed. */
const changedSchema = z.object({ guild_id: snowflakeSchema, sku_id: snowflakeSchema });

/**
 * Hears of changes to what guilds bought in Discord's shop and asks Discord how each guild stands. One question a guild
 * at a time; what comes meanwhile is asked once more after it. What cannot be asked now is the worker's, each minute.
 */
export class PremiumEvents {
  private readonly deps: DiscordPremiumDeps;
  private readonly skuId: string;
  private readonly log: Logger;
  /** Guilds being asked about; true where something came meanwhile. */
  private readonly asking = new Map<string, boolean>();
  private readonly running = new Set<Promise<void>>();

  constructor(deps: DiscordPremiumDeps, skuId: string, log: Logger) {
    this.deps = deps;
    this.skuId = skuId;
    this.log = log;
  }

  /** @param d of the dispatch, as it came. */
  hear(d: unknown): void {
    const changed = changedSchema.safeParse(d);
    if (!changed.success || changed.data.sku_id !== this.skuId) return;
    const guildId = changed.data.guild_id;
    if (this.asking.has(guildId)) {
      this.asking.set(guildId, true);
      return;
    }
    const work = this.ask(guildId).finally(() => this.running.delete(work));
    this.running.add(work);
  }

  /** Waits for the questions under way. */
  async stop(): Promise<void> {
    await Promise.all(this.running);
  }

  private async ask(guildId: string): Promise<void> {
    do {
      this.asking.set(guildId, false);
      try {
        await refreshEntitlements(this.deps, guildId);
      } catch (error) {
        this.log.warn({ guild: guildId, error: String(error) }, 'premium of Discord could not be asked about');
      }
    } while (this.asking.get(guildId));
    this.asking.delete(guildId);
  }
}

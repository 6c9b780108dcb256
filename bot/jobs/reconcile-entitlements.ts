import { reconcileEntitlements } from '#core/billing/reconcile-entitlements.server.ts';
import type { DiscordEntitlements } from '#core/platform/discord-entitlements.server.ts';
import type { Job } from './job.ts';

/** Finds what events did not tell of premium bought, canceled or given back in Discord's shop. */
export function reconcileEntitlementsJob(shop: DiscordEntitlements): Job {
  return {
    name: 'reconcile-entitlements',
    schedule: '* * * * *',
    atStart: true,
    async run({ db, clock, log }) {
      const { guilds } = await reconcileEntitlements({ db, clock, shop });
      if (guilds > 0) log.info({ guilds }, 'entitlements of Discord reconciled');
    },
  };
}

import { z } from 'zod';
import { guildOf, UnknownThing } from '../control/apply-fault.ts';
import type { SimulatedDiscord } from '../simulated-discord.ts';
import { entitlementsOf } from './entitlements.ts';

/** `silent`: no event goes out, as where the bot was away for longer than Discord replays. */
const silent = z.boolean().default(false);

export const entitlementWish = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('give'),
    guildId: z.string(),
    userId: z.string().optional(),
    skuId: z.string().optional(),
    silent,
  }),
  z.object({ action: z.literal('end'), id: z.string(), endsMs: z.int().min(0).nullable().optional(), silent }),
  z.object({ action: z.literal('remove'), id: z.string(), silent }),
]);

/** Somebody buys premium for a guild in Discord's shop, cancels it, or it is taken back; answers with the entitlement. */
export function changeEntitlement(sim: SimulatedDiscord, wish: z.infer<typeof entitlementWish>): object {
  const shop = entitlementsOf(sim);
  if (wish.action === 'give') {
    const guild = guildOf(sim, wish.guildId);
    const { skuId } = wish;
    return shop.give(guild.id, wish.userId ?? guild.ownerId, {
      silent: wish.silent,
      ...(skuId === undefined ? {} : { skuId }),
    });
  }
  const changed =
    wish.action === 'end' ? shop.end(wish.id, wish.endsMs, wish.silent) : shop.remove(wish.id, wish.silent);
  if (!changed) throw new UnknownThing(`there is no entitlement ${wish.id}`);
  return changed;
}

import { getPremium } from '#core/billing/get-premium.server.ts';
import { listPrices } from '#core/billing/list-prices.server.ts';
import { returnFromStripe } from '#core/billing/return-from-stripe.server.ts';
import { isAppError } from '#core/platform/app-error.ts';
import type { PremiumData, PremiumReturn } from '../components/billing/props.ts';
import { ownGuildsSoon } from './own-guilds.server.ts';
import { billingDeps } from './premium-forms.server.ts';
import type { Visit } from './visit.server.ts';

/** What stands on a guild's premium page. After a way back from Stripe, what was done there is fetched first. */
export async function readPremium(
  visit: Visit,
  { guildId, accountId, from }: { guildId: string; accountId: string; from: PremiumReturn | null },
): Promise<Omit<PremiumData, 'guild'>> {
  const { deps } = visit;
  let stripeAway = false;
  const unlessAway = async <T>(ask: () => Promise<T>): Promise<T | null> => {
    try {
      return await ask();
    } catch (error) {
      if (!isAppError(error) || (error.code !== 'stripe_unavailable' && error.code !== 'misconfigured')) throw error;
      visit.log.warn({ err: error }, 'Stripe does not answer');
      stripeAway = true;
      return null;
    }
  };
  const { stripe } = deps;
  if (stripe && (from === 'checkout' || from === 'portal'))
    await unlessAway(() => returnFromStripe(billingDeps(deps), { guildId }));
  const [premium, prices, guilds] = await Promise.all([
    getPremium(deps, { guildId, accountId }),
    stripe ? unlessAway(() => listPrices(stripe)) : null,
    ownGuildsSoon(visit),
  ]);
  return {
    ...premium,
    sold: stripe !== null,
    stripeAway,
    prices: (prices ?? []).map(({ id: _, ...price }) => price),
    others: (guilds ?? [])
      .filter(({ id, inviteUrl, premium: has }) => id !== guildId && inviteUrl === null && !has)
      .map(({ id, name }) => ({ id, name })),
    from,
  };
}

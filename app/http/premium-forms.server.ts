import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { moveSubscription } from '#core/billing/move-subscription.server.ts';
import { openPortal } from '#core/billing/open-portal.server.ts';
import type { BillingDeps } from '#core/billing/refresh-subscription.server.ts';
import { priceLookupKeySchema } from '#core/billing/schema.ts';
import { startCheckout } from '#core/billing/start-checkout.server.ts';
import { beginManaging } from '#core/guilds/begin-managing.server.ts';
import { checkGuildRight, WRITE_AGE_MS } from '#core/guilds/check-guild-right.server.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { DiscordUserGuild } from '#core/platform/discord-oauth.server.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import type { PremiumIntent } from '../components/billing/props.ts';
import { paths } from '../components/paths.ts';
import type { Dependencies } from './dependencies.server.ts';

const form = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('checkout'), price: priceLookupKeySchema }),
  z.object({ intent: z.literal('portal') }),
  z.object({ intent: z.literal('move'), toGuildId: snowflakeSchema }),
]);

/** How the premium page says that somebody came back from Stripe. */
export const returns = ['checkout', 'canceled', 'portal'] as const;

export function billingDeps({ stripe, db, clock }: Dependencies): BillingDeps {
  if (!stripe) throw new AppError('not_found', 'no premium is sold here');
  return { stripe, db, clock };
}

/**
 * Does what one of the premium page's forms asks for, for a person who manages the guild.
 * @returns where to go: Stripe's page, or the guild the subscription was moved to; or why not
 * @throws AppError 'bad_input' where it is none of the forms · 'not_found' where no premium is sold here
 */
export async function runPremiumForm(
  deps: Dependencies,
  {
    fields,
    guildId,
    accountId,
    ownGuilds,
  }: {
    fields: Record<string, string>;
    guildId: string;
    accountId: string;
    ownGuilds: () => Promise<readonly DiscordUserGuild[]>;
  },
): Promise<Response | { intent: PremiumIntent; refused: 'conflict' | 'not_found' | 'not_allowed' }> {
  const parsed = form.safeParse(fields);
  if (!parsed.success) throw new AppError('bad_input', 'none of the forms of this page', { cause: parsed.error });
  const asked = parsed.data;
  const billing = billingDeps(deps);
  const page = `${deps.config.web.origin}${paths.premium(guildId)}`;
  const back = (how: (typeof returns)[number]) => `${page}?from=${how}`;
  try {
    if (asked.intent === 'checkout')
      return redirect(
        await startCheckout(billing, {
          ...{ guildId, accountId, lookupKey: asked.price },
          ...{ successUrl: back('checkout'), cancelUrl: back('canceled') },
        }),
      );
    if (asked.intent === 'portal')
      return redirect(await openPortal(billing, { guildId, accountId, returnUrl: back('portal') }));
    await beginManaging(deps, { guildId: asked.toGuildId }, ownGuilds);
    await checkGuildRight(deps, { guildId: asked.toGuildId, accountId }, WRITE_AGE_MS);
    await moveSubscription(billing, { guildId, accountId, toGuildId: asked.toGuildId });
    return redirect(`${paths.premium(asked.toGuildId)}?from=moved`);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code !== 'conflict' && error.code !== 'not_found' && error.code !== 'not_allowed') throw error;
    return { intent: asked.intent, refused: error.code };
  }
}

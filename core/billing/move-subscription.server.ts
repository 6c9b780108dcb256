import { AppError } from '#core/platform/app-error.ts';
import { underGuildLock } from './internal/subscription-lock.server.ts';
import { type BillingDeps, refreshSubject } from './refresh-subscription.server.ts';
import { givesPremium } from './rules.ts';
import { refuseSecond } from './start-checkout.server.ts';
import { ask } from './stripe.server.ts';

/**
 * The payer moves a subscription to another guild: there counting begins, here it ends with the grace. Paid time goes
 * along. That the payer manages the other guild is for the caller to know.
 * @throws AppError 'not_found' where the guild has no running subscription of this person's · 'conflict' where the
 *   other has one · 'bad_input' where both are the same · 'stripe_unavailable'
 */
export async function moveSubscription(
  deps: BillingDeps,
  { guildId, accountId, toGuildId }: { guildId: string; accountId: string; toGuildId: string },
): Promise<void> {
  if (guildId === toGuildId) throw new AppError('bad_input', 'the subscription is there already');
  await underGuildLock(deps.db, toGuildId, async (tx) => {
    const own = await tx.subscription.findMany({ where: { guildId: BigInt(guildId), accountId: BigInt(accountId) } });
    const subscription = own.find(givesPremium);
    if (!subscription) throw new AppError('not_found', 'this person does not pay for this guild');
    await refuseSecond(tx, BigInt(toGuildId));
    await ask(deps.stripe.client.subscriptions.update(subscription.id, { metadata: { guild_id: toGuildId } }));
    await refreshSubject(deps, subscription.id);
  });
}

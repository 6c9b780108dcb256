import { recordEvent } from '#core/audit/record-event.server.ts';
import type { Prisma } from '#core/platform/db.server.ts';
import { givesPremium } from '../rules.ts';
import type { SubscriptionShape } from './stripe-shapes.server.ts';

/** A subscription as it is now: what Stripe says, and what ended it at once. */
export interface SubscriptionNow {
  shape: SubscriptionShape;
  guildId: string;
  accountId: string;
  endedBy: 'refund' | 'dispute' | null;
}

/**
 * Writes a subscription down, and what follows from the change: the times in which it entitles its guild, and a record
 * of each beginning, move and end. Called under the subscription's lock; the same state again changes nothing.
 */
export async function saveSubscription(
  tx: Prisma.TransactionClient,
  { shape, guildId, accountId, endedBy }: SubscriptionNow,
  now: Date,
): Promise<void> {
  const before = await tx.subscription.findUnique({ where: { id: shape.id } });
  const gives = givesPremium({ status: shape.status, endedBy });
  const [item] = shape.items.data;
  if (!item) throw new Error('a subscription has an item');
  const endedAt = gives ? null : (before?.endedAt ?? earlier(shape.ended_at ?? now, now));
  const data = {
    guildId: BigInt(guildId),
    accountId: BigInt(accountId),
    status: shape.status,
    interval: item.price.recurring?.interval ?? 'month',
    amount: item.price.unit_amount ?? 0,
    currency: item.price.currency,
    startedAt: earlier(shape.start_date, now),
    currentPeriodEnd: item.current_period_end,
    trialEnd: shape.trial_end,
    cancelAt: shape.cancel_at,
    endedAt,
    endedBy,
    refreshedAt: now,
  };
  await tx.subscription.upsert({ where: { id: shape.id }, create: { id: shape.id, ...data }, update: data });
  await savePeriods(tx, { ...data, id: shape.id, gives }, now);

  const gave = before !== null && givesPremium(before);
  const everGave = shape.status !== 'incomplete' && shape.status !== 'incomplete_expired';
  const record = (action: 'premium.started' | 'premium.moved' | 'premium.ended', detail: Prisma.InputJsonObject) =>
    recordEvent(tx, { actor: { kind: 'system' }, action, guildId, subjectId: accountId, detail });
  const detail = { subscription: shape.id };
  if ((gives && !gave) || (before === null && everGave)) await record('premium.started', detail);
  if (before !== null && before.guildId !== data.guildId)
    await record('premium.moved', { ...detail, from: before.guildId.toString() });
  if (!gives && (gave || (before === null && everGave)))
    await record('premium.ended', { ...detail, status: shape.status, endedBy });
}

interface Giving {
  id: string;
  guildId: bigint;
  gives: boolean;
  startedAt: Date;
  cancelAt: Date | null;
  endedAt: Date | null;
}

/** Opens, bounds and closes the times in which the subscription entitles a guild. */
async function savePeriods(tx: Prisma.TransactionClient, subscription: Giving, now: Date): Promise<void> {
  const { id: ref, guildId, gives, startedAt, cancelAt, endedAt } = subscription;
  const mine = { source: 'stripe', ref };
  const known = await tx.premiumPeriod.findMany({ where: mine });
  const running = known.filter((period) => period.endsAt === null || period.endsAt > now);
  const here = running.find((period) => period.guildId === guildId);
  for (const period of running) {
    if (gives && period === here) continue;
    await tx.premiumPeriod.update({ where: { id: period.id }, data: { endsAt: earlier(endedAt ?? now, now) } });
  }
  if (gives && here) {
    if (here.endsAt?.getTime() !== cancelAt?.getTime())
      await tx.premiumPeriod.update({ where: { id: here.id }, data: { endsAt: cancelAt } });
  } else if (gives)
    await tx.premiumPeriod.create({
      data: { ...mine, guildId, startsAt: known.length === 0 ? startedAt : now, endsAt: cancelAt },
    });
  // Learned of only after it had ended: it entitled all the same.
  else if (known.length === 0 && endedAt !== null && endedAt > startedAt)
    await tx.premiumPeriod.create({ data: { ...mine, guildId, startsAt: startedAt, endsAt: endedAt } });
}

/** Stripe's clock may be ahead of this machine's: nothing begins or ends later than it was heard of. */
function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

import type Stripe from 'stripe';
import { applyEvents } from './apply-events.server.ts';
import { eventTypes } from './internal/event-subject.server.ts';
import { eventShape, readShape } from './internal/stripe-shapes.server.ts';
import { keepEvents } from './receive-webhook.server.ts';
import type { BillingDeps } from './refresh-subscription.server.ts';
import { ask } from './stripe.server.ts';

/** Read once more at each run: Stripe promises no order among events of a moment. */
const OVERLAP_MS = 10 * 60_000;
const PAGE = 100;
/** A subscription whose period is over for so long and that did not move on is asked about. */
const OVERDUE_MS = 3_600_000;

/**
 * Reads the list of events from where it was read last, applies what is new and what waits and asks about subscriptions
 * whose period ran out in silence. May run twice at once.
 */
export async function reconcileStripe(deps: BillingDeps): Promise<{ missed: number; applied: number; failed: number }> {
  const missed = await readEventList(deps);
  const { applied, failed } = await applyEvents(deps);
  const overdue = await applyEvents(deps, await overdueSubscriptions(deps), 'always');
  return { missed, applied: applied + overdue.applied, failed: failed + overdue.failed };
}

/** @returns how many events were new to us */
async function readEventList({ db, clock, stripe }: BillingDeps): Promise<number> {
  const cursor = await db.for('payment').prisma.stripeCursor.findUnique({ where: { id: 1 } });
  const created = cursor ? { created: { gte: Math.floor((cursor.seenUntil.getTime() - OVERLAP_MS) / 1_000) } } : {};
  const before = await db.for('payment').prisma.stripeEvent.count();
  let newest = 0;
  let after: string | null = null;
  for (;;) {
    const page: Stripe.ApiList<Stripe.Event> = await ask(
      stripe.client.events.list({
        ...created,
        types: [...eventTypes],
        limit: PAGE,
        ...(after === null ? {} : { starting_after: after }),
      }),
    );
    const events = page.data.map((event) => readShape(eventShape, event));
    if (events.length > 0) await keepEvents({ db, clock }, events);
    for (const event of events) newest = Math.max(newest, event.created.getTime());
    after = events.at(-1)?.id ?? null;
    if (!page.has_more || after === null) break;
  }
  // Only a list that was read to its end moves the place where the next one begins.
  if (newest > (cursor?.seenUntil.getTime() ?? 0)) {
    const seenUntil = new Date(newest);
    await db
      .for('payment')
      .prisma.stripeCursor.upsert({ where: { id: 1 }, create: { seenUntil }, update: { seenUntil } });
  }
  return (await db.for('payment').prisma.stripeEvent.count()) - before;
}

async function overdueSubscriptions({ db, clock }: BillingDeps): Promise<string[]> {
  const before = new Date(clock.now() - OVERDUE_MS);
  const rows = await db.for('payment').prisma.subscription.findMany({
    where: { endedAt: null, currentPeriodEnd: { lt: before }, refreshedAt: { lt: before } },
    select: { id: true },
    take: PAGE,
  });
  return rows.map(({ id }) => id);
}

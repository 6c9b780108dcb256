import { recordEvent } from '#core/audit/record-event.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database, Prisma } from '#core/platform/db.server.ts';
import { saveSubscription } from './internal/save-subscription.server.ts';
import {
  chargeShape,
  disputeShape,
  invoicePaymentShape,
  invoiceShape,
  ownersOf,
  readShape,
  type SubscriptionShape,
  subscriptionShape,
} from './internal/stripe-shapes.server.ts';
import { underSubscriptionLock } from './internal/subscription-lock.server.ts';
import { endedBy, isOpen } from './rules.ts';
import { ask, type StripeAccess } from './stripe.server.ts';

export interface BillingDeps {
  db: Database;
  clock: Clock;
  stripe: StripeAccess;
}

/** The most that Stripe lists at once: eight years of monthly invoices. */
const PAGE = 100;

/**
 * Fetches what a subject is about from Stripe and makes our state that. One subscription at a time: whatever the order,
 * the number and the moment of its events, the end is the same, and what follows from a change happens once.
 * Events of the subject that were received before the fetch are thereby applied.
 * @param subject id of a subscription (sub_…) or of a payment for one (pi_…)
 * @param when 'waiting': only where an event of the subject waits; else somebody has fetched since it came
 * @throws AppError 'stripe_unavailable' | 'misconfigured', with nothing changed here
 */
export async function refreshSubject(
  deps: BillingDeps,
  subject: string,
  when: 'waiting' | 'always' = 'always',
): Promise<void> {
  const open = { subject, appliedAt: null };
  if (
    when === 'waiting' &&
    (await deps.db.for('payment', 'accountability').prisma.stripeEvent.count({ where: open })) === 0
  )
    return;
  const paid = subject.startsWith('pi_') ? await paidInvoice(deps, subject) : null;
  const subscriptionId = subject.startsWith('pi_') ? paid?.subscriptionId : subject;
  await underSubscriptionLock(deps.db, subscriptionId ?? subject, async (tx) => {
    const waiting = await tx.stripeEvent.findMany({ where: open, select: { id: true } });
    if (when === 'waiting' && waiting.length === 0) return;
    if (subscriptionId) await refreshUnderLock(tx, deps, subscriptionId, paid && { ...paid, paymentIntent: subject });
    await tx.stripeEvent.updateMany({
      where: { id: { in: waiting.map(({ id }) => id) }, appliedAt: null },
      data: { appliedAt: new Date(deps.clock.now()), attempts: { increment: 1 }, error: null },
    });
  });
}

interface PaidInvoice {
  subscriptionId: string;
  /** End of the period that was paid for. */
  periodEnd: Date;
}

/** The subscription that a payment was for; null for a payment of something else. */
async function paidInvoice({ stripe }: BillingDeps, paymentIntent: string): Promise<PaidInvoice | null> {
  const { data } = await ask(
    stripe.client.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: paymentIntent },
      limit: 1,
    }),
  );
  const [payment] = data;
  if (!payment) return null;
  const { invoice: id } = readShape(invoicePaymentShape, payment);
  const invoice = readShape(invoiceShape, await ask(stripe.client.invoices.retrieve(id)));
  const ends = invoice.lines.data.map(({ period }) => period.end.getTime());
  return invoice.parent === null ? null : { subscriptionId: invoice.parent, periodEnd: new Date(Math.max(0, ...ends)) };
}

async function refreshUnderLock(
  tx: Prisma.TransactionClient,
  { stripe: { client }, clock }: BillingDeps,
  subscriptionId: string,
  payment: (PaidInvoice & { paymentIntent: string }) | null,
): Promise<void> {
  const now = new Date(clock.now());
  let shape = readShape(subscriptionShape, await ask(client.subscriptions.retrieve(subscriptionId)));
  const owners = ownersOf(shape);
  if (!owners) return;
  const own = { subscriptionId, guildId: BigInt(owners.guildId), accountId: BigInt(owners.accountId) };
  if (payment) await saveReversals(tx, client, { ...own, ...payment, now });
  await saveConfirmations(tx, client, own);
  const ended = endedBy(await readReversals(tx, subscriptionId), currentPeriodEnd(shape));
  if (ended && isOpen(shape))
    shape = readShape(
      subscriptionShape,
      await ask(client.subscriptions.cancel(subscriptionId, { prorate: false, invoice_now: false })),
    );
  await saveSubscription(tx, { shape, ...owners, endedBy: ended }, now);
}

function currentPeriodEnd({ items }: SubscriptionShape): number {
  return Math.max(...items.data.map((item) => item.current_period_end.getTime()));
}

type Own = { subscriptionId: string; guildId: bigint; accountId: bigint };

/** Keeps each paid invoice once. */
async function saveConfirmations(
  tx: Prisma.TransactionClient,
  client: StripeAccess['client'],
  own: Own,
): Promise<void> {
  const { data } = await ask(client.invoices.list({ subscription: own.subscriptionId, status: 'paid', limit: PAGE }));
  const paid = data
    .map((invoice) => readShape(invoiceShape, invoice))
    .flatMap(({ id, amount_paid: amount, currency, status_transitions: { paid_at: paidAt } }) =>
      amount > 0 && paidAt ? [{ invoiceId: id, ...own, amount, currency, paidAt }] : [],
    );
  if (paid.length > 0) await tx.billingConfirmation.createMany({ data: paid, skipDuplicates: true });
}

/** Keeps what became of a payment: refunds by the charge, disputes each; the first notice of each is on record. */
async function saveReversals(
  tx: Prisma.TransactionClient,
  client: StripeAccess['client'],
  { paymentIntent, periodEnd, now, ...own }: Own & { paymentIntent: string; periodEnd: Date; now: Date },
): Promise<void> {
  const [charges, disputes] = await Promise.all([
    ask(client.charges.list({ payment_intent: paymentIntent, limit: PAGE })),
    ask(client.disputes.list({ payment_intent: paymentIntent, limit: PAGE })),
  ]);
  const { subscriptionId, guildId, accountId } = own;
  const base = { subscriptionId, guildId, accountId, periodEnd };
  const refunds = charges.data
    .map((charge) => readShape(chargeShape, charge))
    .filter((charge) => charge.amount_refunded > 0)
    .map(({ id, amount_refunded: amount, currency, refunded: whole }) => ({
      ...base,
      ...{ id, kind: 'refund', amount, currency, whole, status: 'refunded' },
    }));
  const disputed = disputes.data
    .map((dispute) => readShape(disputeShape, dispute))
    .map(({ id, amount, currency, status }) => ({
      ...base,
      ...{ id, kind: 'dispute', amount, currency, whole: true, status },
    }));
  for (const { id, kind, amount, whole, status, ...rest } of [...refunds, ...disputed]) {
    const { count } = await tx.paymentReversal.createMany({
      data: [{ id, kind, amount, whole, status, ...rest, noticedAt: now }],
      skipDuplicates: true,
    });
    if (count === 0) await tx.paymentReversal.update({ where: { id }, data: { amount, whole, status } });
    else
      await recordEvent(tx, {
        actor: { kind: 'system' },
        action: kind === 'refund' ? 'payment.refunded' : 'payment.disputed',
        guildId: guildId.toString(),
        subjectId: accountId.toString(),
        detail: { subscription: subscriptionId, id },
      });
  }
}

async function readReversals(tx: Prisma.TransactionClient, subscriptionId: string) {
  const rows = await tx.paymentReversal.findMany({ where: { subscriptionId } });
  return rows.map((row) => ({
    kind: row.kind === 'refund' ? ('refund' as const) : ('dispute' as const),
    whole: row.whole,
    status: row.status,
    periodEndMs: row.periodEnd.getTime(),
  }));
}

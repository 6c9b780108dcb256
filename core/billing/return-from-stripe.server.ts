import { type BillingDeps, refreshSubject } from './refresh-subscription.server.ts';
import { ask } from './stripe.server.ts';

/**
 * Somebody came back from Stripe's checkout or portal: what they did there is fetched now, so that the page they land
 * on shows it. Nothing of the address is believed: only what was begun here for this guild is asked about.
 * @throws AppError 'stripe_unavailable'; Stripe's event will tell it later
 */
export async function returnFromStripe(deps: BillingDeps, { guildId }: { guildId: string }): Promise<void> {
  const id = BigInt(guildId);
  const begun = await deps.db.for('payment').prisma.checkout.findUnique({ where: { guildId: id } });
  const known = await deps.db.for('payment').prisma.subscription.findMany({
    where: { guildId: id, endedAt: null },
    select: { id: true },
  });
  const subjects = new Set(known.map((subscription) => subscription.id));
  if (begun && known.length === 0) {
    const { subscription } = await ask(deps.stripe.client.checkout.sessions.retrieve(begun.sessionId));
    if (subscription) subjects.add(typeof subscription === 'string' ? subscription : subscription.id);
  }
  for (const subject of subjects) await refreshSubject(deps, subject);
}

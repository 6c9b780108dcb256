import { type Actor, recordEvent } from '#core/audit/record-event.server.ts';
import { sendNews } from '#core/platform/bus.server.ts';
import type { AccountsDeps } from './deps.server.ts';

/**
 * Closes the account of somebody who is too young, and ends their sessions. They can still sign in, have everything about
 * them erased, and sign out.
 * @param actor who says so; the person themselves unless told
 */
export async function freezeAccount(
  { db, clock }: Pick<AccountsDeps, 'db' | 'clock'>,
  accountId: string,
  actor: Actor = { kind: 'person', id: accountId },
): Promise<void> {
  const id = BigInt(accountId);
  await db.for('sign-in', 'accountability').prisma.$transaction(async (tx) => {
    await tx.account.updateMany({ where: { id, suspendedAt: null }, data: { suspendedAt: new Date(clock.now()) } });
    await tx.session.deleteMany({ where: { accountId: id } });
    await recordEvent(tx, { actor, action: 'account.frozen_under_age', subjectId: accountId });
  });
  await sendNews(db.for('sign-in', 'accountability').pool, { type: 'session-ended', accountId });
}

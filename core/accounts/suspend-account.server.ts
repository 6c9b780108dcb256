import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { sendNews } from '#core/platform/bus.server.ts';
import type { Database, Prisma } from '#core/platform/db.server.ts';
import type { AccountsDeps } from './deps.server.ts';

interface Asked {
  accountId: string;
  /** The member of staff who decides. */
  staffId: string;
  reason: string;
}

/**
 * Closes the dashboard to a person and ends their sessions; they can still sign in, read that it is closed, and sign out.
 * @throws AppError 'not_found' | 'not_allowed' (staff cannot be suspended) | 'conflict' (is suspended)
 */
export async function suspendAccount(
  { db, clock, staffIds }: Pick<AccountsDeps, 'db' | 'clock' | 'staffIds'>,
  { accountId, staffId, reason }: Asked,
): Promise<void> {
  const roles = await db
    .for('accountability', 'sign-in')
    .prisma.staffMember.count({ where: { accountId: BigInt(accountId) } });
  if (staffIds.has(accountId) || roles > 0) throw new AppError('not_allowed', 'staff cannot be suspended');
  await change(db, accountId, { from: null, to: new Date(clock.now()) }, async (tx) => {
    await tx.session.deleteMany({ where: { accountId: BigInt(accountId) } });
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'account.suspended',
      subjectId: accountId,
      reason,
    });
  });
  await sendNews(db.for('accountability', 'sign-in').pool, { type: 'session-ended', accountId });
}

/** Opens the dashboard again. @throws AppError 'not_found' | 'conflict' (is not suspended) */
export async function restoreAccount(
  { db }: Pick<AccountsDeps, 'db'>,
  { accountId, staffId, reason }: Asked,
): Promise<void> {
  await change(db, accountId, { from: { not: null }, to: null }, async (tx) =>
    recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'account.restored',
      subjectId: accountId,
      reason,
    }),
  );
}

async function change(
  db: Database,
  accountId: string,
  suspendedAt: { from: null | { not: null }; to: Date | null },
  record: (tx: Prisma.TransactionClient) => Promise<void>,
): Promise<void> {
  const id = BigInt(accountId);
  await db.for('accountability', 'sign-in').prisma.$transaction(async (tx) => {
    if ((await tx.account.count({ where: { id } })) === 0) throw new AppError('not_found', 'no such account');
    const { count } = await tx.account.updateMany({
      where: { id, suspendedAt: suspendedAt.from },
      data: { suspendedAt: suspendedAt.to },
    });
    if (count === 0) throw new AppError('conflict', 'the account is so already');
    await record(tx);
  });
}

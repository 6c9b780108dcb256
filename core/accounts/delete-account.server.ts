import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { AccountsDeps } from './deps.server.ts';
import { endWhere } from './internal/end-where.server.ts';

/**
 * Deletes a person's account at their own wish: with it go their sessions and everything they chose here. What servers
 * counted, payments and the record of what was done are not part of an account.
 * @param typed the person's user name, typed to confirm
 * @throws AppError 'not_found' · 'bad_input' where something else was typed
 */
export async function deleteAccount(
  deps: AccountsDeps,
  { accountId, typed }: { accountId: string; typed: string },
): Promise<void> {
  const id = BigInt(accountId);
  const account = await deps.db
    .for('accountability', 'sign-in')
    .prisma.account.findUnique({ where: { id }, select: { username: true } });
  if (!account) throw new AppError('not_found', 'no such account');
  if (typed.trim() !== account.username) throw new AppError('bad_input', 'not the user name of this account');
  await endWhere(deps, { accountId: id }, async (tx) => {
    await tx.account.delete({ where: { id } });
    await recordEvent(tx, {
      actor: { kind: 'person', id: accountId },
      action: 'account.deleted',
      subjectId: accountId,
    });
  });
}

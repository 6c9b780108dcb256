import type { AccountsDeps } from '#core/accounts/deps.server.ts';
import { freezeAccount } from '#core/accounts/freeze-account.server.ts';

/**
 * Somebody says that they are too young. Nothing about them is written, only that it happened once more today; an account
 * that they have is closed.
 * @param accountId null where there is none
 */
export async function refuseUnderAge(
  deps: Pick<AccountsDeps, 'db' | 'clock'>,
  { accountId }: { accountId: string | null },
): Promise<void> {
  await deps.db.for('sign-in', 'accountability').pool.query(
    `INSERT INTO age_refusal (day, refusals) VALUES ($1, 1)
     ON CONFLICT (day) DO UPDATE SET refusals = age_refusal.refusals + 1`,
    [new Date(deps.clock.now()).toISOString().slice(0, 10)],
  );
  if (accountId !== null) await freezeAccount(deps, accountId);
}

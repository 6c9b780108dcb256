import type { AccountsDeps } from './deps.server.ts';

const MINUTE_MS = 60_000;

/** Counts that somebody was refused a page or a form, by the minute. */
export async function noteDenial(
  { db, clock }: Pick<AccountsDeps, 'db' | 'clock'>,
  { accountId }: { accountId: string },
): Promise<void> {
  await db.for('accountability').pool.query(
    `INSERT INTO access_denial AS d (account_id, minute, denials) VALUES ($1, $2, 1)
     ON CONFLICT (minute, account_id) DO UPDATE SET denials = d.denials + 1`,
    [accountId, new Date(Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS)],
  );
}

import type { Prisma } from '#core/platform/db.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { addSession } from './internal/add-session.server.ts';
import type { Newcomer } from './schema.ts';

/**
 * Makes the account of somebody who was told what is kept of them, with a first session, inside the transaction that says
 * so. Where another browser of theirs was faster, they get a session of that account.
 * @returns the id of the session
 */
export async function openAccount(
  tx: Pick<Prisma.TransactionClient, 'account' | 'session'>,
  { clock, secrets }: Pick<AccountsDeps, 'clock' | 'secrets'>,
  { id, username, globalName, avatar, tokens }: Newcomer,
  noticeVersion: number,
): Promise<string> {
  const nowMs = clock.now();
  const own = { username, globalName, avatar, noticeVersion, lastSignInAt: new Date(nowMs) };
  await tx.account.upsert({
    where: { id: BigInt(id) },
    create: { id: BigInt(id), ...own, createdAt: new Date(nowMs) },
    update: own,
  });
  return addSession(tx, { secrets, nowMs }, id, tokens);
}

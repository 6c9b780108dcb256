import type { AccountsDeps } from './deps.server.ts';
import type { Preferences } from './schema.ts';

/** Keeps what is given of theme and locale with the account. */
export async function setPreferences(
  { db }: Pick<AccountsDeps, 'db'>,
  accountId: string,
  preferences: Partial<Preferences>,
): Promise<void> {
  await db.prisma.account.update({ where: { id: BigInt(accountId) }, data: preferences });
}

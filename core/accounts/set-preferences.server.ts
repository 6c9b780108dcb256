import type { Prisma } from '#core/platform/db.server.ts';
import type { Preferences } from './schema.ts';

/** Keeps what is given of theme and locale with the account. */
export async function setPreferences(
  { db }: { db: { prisma: Pick<Prisma.TransactionClient, 'account'> } },
  accountId: string,
  preferences: Partial<Preferences>,
): Promise<void> {
  await db.prisma.account.update({ where: { id: BigInt(accountId) }, data: preferences });
}

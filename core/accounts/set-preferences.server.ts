import type { Asked } from '#core/platform/db.server.ts';
import type { Preferences } from './schema.ts';

/** Keeps what is given of theme and locale with the account. */
export async function setPreferences(
  { db }: { db: Asked },
  accountId: string,
  preferences: Partial<Preferences>,
): Promise<void> {
  await db.for('preference').prisma.account.update({ where: { id: BigInt(accountId) }, data: preferences });
}

import type { Database } from '#core/platform/db.server.ts';

/** Deletes the API tokens of a guild that is about to be forgotten; what was done with them stays in the record. */
export async function deleteTokens(
  { prisma }: Pick<Database, 'prisma'>,
  { guildId }: { guildId: string },
): Promise<void> {
  await prisma.apiToken.deleteMany({ where: { guildId: BigInt(guildId) } });
}

import type { Database } from '#core/platform/db.server.ts';

/** Deletes where a guild's digest was to be sent, and which were: for a guild that is about to be forgotten. */
export async function deleteDigest(
  { prisma }: Pick<Database, 'prisma'>,
  { guildId }: { guildId: string },
): Promise<void> {
  const where = { guildId: BigInt(guildId) };
  await prisma.$transaction([prisma.digest.deleteMany({ where }), prisma.digestDelivery.deleteMany({ where })]);
}

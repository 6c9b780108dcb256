import type { Prisma } from '#core/platform/db.server.ts';

/** Grants that hold at an instant. */
export function activeAt(now: Date): Prisma.PremiumGrantWhereInput {
  return { revokedAt: null, startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
}

/** One change of a guild's grants at a time, until the transaction ends. */
export async function lockGuildGrants(tx: Prisma.TransactionClient, guildId: bigint): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('premium_grant', ${guildId}))`;
}

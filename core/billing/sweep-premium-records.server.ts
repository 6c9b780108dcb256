import type { Database } from '#core/platform/db.server.ts';

const KEPT_MS = 3 * 365.25 * 86_400_000;

/** Deletes what entitled a guild, and what followed from its loss, three years after it ended. @returns how many rows */
export function sweepPremiumRecords(db: Database, nowMs: number): Promise<number> {
  const { prisma } = db.for('entitlement');
  const ended = { lte: new Date(nowMs - KEPT_MS) };
  return prisma.$transaction(async (tx) => {
    const rows = [
      await tx.premiumGrant.deleteMany({ where: { OR: [{ endsAt: ended }, { revokedAt: ended }] } }),
      await tx.premiumPeriod.deleteMany({ where: { endsAt: ended } }),
      await tx.premiumDeletion.deleteMany({ where: { deletedAt: ended } }),
    ];
    return rows.reduce((sum, { count }) => sum + count, 0);
  });
}

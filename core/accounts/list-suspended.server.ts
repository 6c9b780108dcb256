import type { Database } from '#core/platform/db.server.ts';

/** Accounts that are suspended, newest first. */
export async function listSuspended(db: Database, limit: number): Promise<{ accountId: string; suspendedAt: Date }[]> {
  const { prisma } = db.for('sign-in');
  const rows = await prisma.account.findMany({
    where: { suspendedAt: { not: null } },
    orderBy: { suspendedAt: 'desc' },
    select: { id: true, suspendedAt: true },
    take: limit,
  });
  return rows.flatMap(({ id, suspendedAt }) => (suspendedAt ? [{ accountId: id.toString(), suspendedAt }] : []));
}

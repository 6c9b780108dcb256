import type { Database } from '#core/platform/db.server.ts';

/** A refund or dispute, for staff. `amount` in the currency's smallest unit. */
export interface ReversalRow {
  id: string;
  kind: string;
  guildId: string;
  accountId: string;
  amount: number;
  currency: string;
  whole: boolean;
  status: string;
  noticedAt: Date;
}

/** Refunds and disputes, newest first, for the operator page. */
export async function listReversals(db: Database, limit: number): Promise<ReversalRow[]> {
  const { prisma } = db.for('payment');
  const rows = await prisma.paymentReversal.findMany({ orderBy: { noticedAt: 'desc' }, take: limit });
  return rows.map(({ guildId, accountId, subscriptionId: _, periodEnd: __, ...row }) => ({
    ...row,
    guildId: guildId.toString(),
    accountId: accountId.toString(),
  }));
}

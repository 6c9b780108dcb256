import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { activeAt } from './internal/active-grant.server.ts';

export interface GrantRow {
  guildId: string;
  grantedBy: string;
  reason: string;
  startsAt: Date;
  endsAt: Date | null;
}

/** The grants that hold now, newest first, for the operator page. */
export async function listGrants({ db, clock }: { db: Database; clock: Clock }, limit: number): Promise<GrantRow[]> {
  const rows = await db.for('entitlement').prisma.premiumGrant.findMany({
    where: activeAt(new Date(clock.now())),
    orderBy: { startsAt: 'desc' },
    take: limit,
  });
  return rows.map((row) => ({
    guildId: row.guildId.toString(),
    grantedBy: row.grantedBy.toString(),
    reason: row.reason,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
  }));
}

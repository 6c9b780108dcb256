import type { Database } from '#core/platform/db.server.ts';
import { ownRequest, withAll } from './internal/request-row.server.ts';
import type { OwnRequest } from './schema.ts';

/** Older ones are not shown. */
const MOST = 100;

/** What a person has asked for, newest first. */
export async function listRequests(db: Database, { personId }: { personId: string }): Promise<OwnRequest[]> {
  const { prisma } = db.for('answer-request');
  const rows = await prisma.rightsRequest.findMany({
    where: { personId: BigInt(personId) },
    include: withAll,
    orderBy: { askedAt: 'desc' },
    take: MOST,
  });
  return rows.map(ownRequest);
}

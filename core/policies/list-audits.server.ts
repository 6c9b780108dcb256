import type { Database } from '#core/platform/db.server.ts';
import type { Audit } from './schema.ts';

const MOST_ROWS = 200;

/** What is to be looked over, the open ones first and the most urgent of them first. */
export async function listAudits(db: Database): Promise<Audit[]> {
  return db.for('accountability').prisma.auditPlan.findMany({
    select: { id: true, promise: true, subject: true, dueOn: true, doneAt: true, findings: true },
    orderBy: [{ doneAt: { sort: 'desc', nulls: 'first' } }, { dueOn: 'asc' }],
    take: MOST_ROWS,
  });
}

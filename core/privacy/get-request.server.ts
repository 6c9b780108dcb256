import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';
import { ownRequest, withAll } from './internal/request-row.server.ts';
import type { OwnRequest } from './schema.ts';

/**
 * A request of this person's own.
 * @throws AppError 'not_found'; also of one that erased the person, which `getProgress` still tells of
 */
export async function getRequest(
  db: Database,
  { personId }: { personId: string },
  requestId: string,
): Promise<OwnRequest> {
  const { prisma } = db.for('answer-request');
  const row = await prisma.rightsRequest.findUnique({
    where: { id: requestId, personId: BigInt(personId) },
    include: withAll,
  });
  if (!row) throw new AppError('not_found', 'no such request of this person');
  return ownRequest(row);
}

import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';
import { progressOf, withSteps } from './internal/request-row.server.ts';
import type { RequestProgress } from './schema.ts';

/**
 * How far a request is, for whoever has its id: random, told to the person alone, and all there is to show once an erasure
 * has ended their sessions. Names nobody.
 * @throws AppError 'not_found'
 */
export async function getProgress(db: Database, requestId: string): Promise<RequestProgress> {
  const { prisma } = db.for('answer-request');
  const row = await prisma.rightsRequest.findUnique({ where: { id: requestId }, include: withSteps });
  if (!row) throw new AppError('not_found', 'no such request');
  return progressOf(row);
}

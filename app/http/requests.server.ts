import { AppError, isAppError } from '#core/platform/app-error.ts';
import { getProgress } from '#core/privacy/get-progress.server.ts';
import { getRequest } from '#core/privacy/get-request.server.ts';
import type { OwnRequest, RequestProgress } from '#core/privacy/schema.ts';
import type { Dependencies } from './dependencies.server.ts';

/**
 * A request as whoever asks may see it: its own person all of it, anybody else with its id only how far an erasure is, which
 * ends the session of who asked.
 * @throws AppError 'not_found'
 */
export async function readRequest(
  { db }: Pick<Dependencies, 'db'>,
  personId: string | null,
  requestId: string,
): Promise<{ request: RequestProgress; own: OwnRequest | null }> {
  if (personId !== null) {
    const own = await getRequest(db, { personId }, requestId).catch(nullWhereNotFound);
    if (own) return { request: own, own };
  }
  const request = await getProgress(db, requestId);
  if (request.right !== 'erase' || request.of !== 'person')
    throw new AppError('not_found', 'no such request of this person');
  return { request, own: null };
}

function nullWhereNotFound(error: unknown): null {
  if (isAppError(error) && error.code === 'not_found') return null;
  throw error;
}

import { makeStopToken } from '../internal/stop-token.server.ts';

/** The path that stands in each mail about staff who looked, for an account of an instance with this secret. */
export function stopPath(secret: string, accountId: string): string {
  return `/mail/stop/${makeStopToken([secret], { accountId, topic: 'staff-access' })}`;
}

import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from './db.server.ts';

/** How a request stands to its limit. */
export interface RateLimitState {
  allowed: boolean;
  /** Requests of a window, and how many of them are left. */
  limit: number;
  remaining: number;
  windowSeconds: number;
  /** Whole seconds until the window begins anew, at least one. */
  resetSeconds: number;
}

export interface RateLimit {
  /** Counts one request of `key`, for all processes on this database together. */
  take(key: string): Promise<RateLimitState>;
}

/** At most `points` requests of a key in `seconds`. A key that is over its limit costs no statement until its window ends. */
export function createRateLimit(
  db: Database,
  { name, points, seconds }: { name: string; points: number; seconds: number },
): RateLimit {
  const { pool } = db.for('operate');
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    schemaName: 'public',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points,
    duration: seconds,
    inMemoryBlockOnConsumed: points,
  });
  const stateOf = (allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): RateLimitState => ({
    allowed,
    limit: points,
    remaining: allowed ? remainingPoints : 0,
    windowSeconds: seconds,
    resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
  });
  return {
    async take(key) {
      try {
        return stateOf(true, await limiter.consume(key));
      } catch (error) {
        if (error instanceof RateLimiterRes) return stateOf(false, error);
        throw error;
      }
    },
  };
}

/** Deletes the counts of windows that have ended; for the worker. @returns how many */
export async function pruneRateLimits(db: Database, nowMs: number): Promise<number> {
  const { pool } = db.for('operate');
  const { rowCount } = await pool.query('DELETE FROM rate_limit WHERE expire <= $1', [nowMs]);
  return rowCount ?? 0;
}

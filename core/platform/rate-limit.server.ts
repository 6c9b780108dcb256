import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from './clock.ts';
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
  /** Counts one request of `key`. */
  take(key: string): Promise<RateLimitState>;
}

/** At most `points` requests of a key in `seconds`, for all processes on this database together. A key that is over its limit costs no statement until its window ends. */
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

/** Keys of a window that are counted apart; more are refused, so that nobody fills the memory with them. */
const MOST_KEYS = 50_000;

/**
 * At most `points` requests of a key in `seconds`, for keys that are nobody's business: they are counted in the memory of
 * this process alone, as hashes under a secret that changes with each window and is written nowhere.
 */
export function createHiddenRateLimit(
  clock: Clock,
  { points, seconds }: { points: number; seconds: number },
): RateLimit {
  const counts = new Map<string, number>();
  let [secret, endsMs] = [randomBytes(32), 0];
  return {
    async take(key) {
      const nowMs = clock.now();
      if (nowMs >= endsMs) {
        counts.clear();
        [secret, endsMs] = [randomBytes(32), nowMs + seconds * 1_000];
      }
      const hash = createHmac('sha256', secret).update(key).digest('base64');
      const count = (counts.get(hash) ?? 0) + 1;
      const allowed = count <= points && (counts.has(hash) || counts.size < MOST_KEYS);
      if (allowed) counts.set(hash, count);
      const resetSeconds = Math.max(1, Math.ceil((endsMs - nowMs) / 1_000));
      return { allowed, limit: points, remaining: allowed ? points - count : 0, windowSeconds: seconds, resetSeconds };
    },
  };
}

/** Deletes the counts of windows that have ended; for the worker. @returns how many */
export async function pruneRateLimits(db: Database, nowMs: number): Promise<number> {
  const { pool } = db.for('operate');
  const { rowCount } = await pool.query('DELETE FROM rate_limit WHERE expire <= $1', [nowMs]);
  return rowCount ?? 0;
}

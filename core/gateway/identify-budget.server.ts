import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, isConnectionError } from '#core/platform/db.server.ts';
import { closeAlert, openAlert } from './alerts.server.ts';
import { locked } from './internal/locked.server.ts';
import { identifyBucket, identifyHardStop } from './rules.ts';

const LOCK = 72_707_372;
const DAY_MS = 86_400_000;
/** Longer than they count, so that a worker whose clock is ahead forgets none that does. */
const KEPT_MS = DAY_MS + DAY_MS / 48;

/**
 * Discord's window is 5 s. Two identifies leave this much further apart, because the second may travel faster
 * than the first.
 */
const WINDOW_MS = 5_250;

export interface IdentifyRequest {
  shardId: number;
  /** `session_start_limit` of GET /gateway/bot. */
  maxConcurrency: number;
  total: number;
  /** Milliseconds until Discord renews the day's allowance. */
  resetAfter: number;
  signal?: AbortSignal;
  windowMs?: number | undefined;
}

type Answer = { granted: true } | { granted: false; waitMs: number; spent: boolean };

/**
 * Resolves once this process may send the identify of a shard. The budget is shared by every process through Postgres:
 * one identify per bucket (shard id % max_concurrency) and window, none once four fifths of the day's allowance are
 * used; then an alert is open until the allowance is back. While the database is away nobody identifies.
 * @throws the signal's reason where it aborts.
 */
export async function acquireIdentify(db: Database, request: IdentifyRequest): Promise<void> {
  const { signal, resetAfter } = request;
  const askedAt = Date.now();
  let spent = false;
  for (;;) {
    signal?.throwIfAborted();
    let waitMs = 1_000;
    try {
      const answer = await ask(db, request);
      if (answer.granted) {
        await closeAlert(db, { kind: 'identify-budget', scope: 'all' });
        return;
      }
      if (answer.spent && !spent) {
        spent = true;
        const renews = new Date(askedAt + resetAfter).toISOString();
        const detail = `${identifyHardStop(request.total)} of ${request.total} identifies are used; Discord renews the allowance at ${renews}`;
        await openAlert(db, { kind: 'identify-budget', scope: 'all', detail });
      }
      waitMs = answer.waitMs;
    } catch (error) {
      if (!isConnectionError(error)) throw error;
    }
    await sleep(waitMs, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
  }
}

async function ask(db: Database, request: IdentifyRequest): Promise<Answer> {
  const bucket = identifyBucket(request.shardId, request.maxConcurrency);
  const windowMs = request.windowMs ?? WINDOW_MS;
  return locked(db, LOCK, async (client) => {
    // clock_timestamp(): now() is the instant the transaction began, before it waited for the lock.
    const { rows } = await client.query<{ used: number; since_ms: number | null }>(
      `SELECT count(*)::int AS used,
              (extract(epoch FROM clock_timestamp() - max(at) FILTER (WHERE bucket = $1)) * 1000)::float8 AS since_ms
         FROM gateway.identify WHERE at > clock_timestamp() - interval '24 hours'`,
      [bucket],
    );
    const { used = 0, since_ms: sinceMs = null } = rows[0] ?? {};
    if (used >= identifyHardStop(request.total)) {
      return { granted: false, waitMs: Math.min(30_000, Math.max(windowMs, DAY_MS / request.total)), spent: true };
    }
    if (sinceMs !== null && sinceMs < windowMs) {
      return { granted: false, waitMs: Math.ceil(windowMs - sinceMs) + Math.random() * 20, spent: false };
    }
    await client.query('INSERT INTO gateway.identify (at, bucket, shard_id) VALUES (clock_timestamp(), $1, $2)', [
      bucket,
      request.shardId,
    ]);
    return { granted: true };
  });
}

/** Identifies of the last 24 hours. */
export async function countIdentifies(db: Database): Promise<number> {
  const { rows } = await db
    .for('operate')
    .pool.query<{ used: number }>(
      `SELECT count(*)::int AS used FROM gateway.identify WHERE at > now() - interval '24 hours'`,
    );
  return rows[0]?.used ?? 0;
}

/** Forgets identifies that do not count any more. @returns how many. */
export async function pruneIdentifies(db: Database, nowMs: number): Promise<number> {
  const gone = await db
    .for('operate')
    .pool.query('DELETE FROM gateway.identify WHERE at <= to_timestamp($1::float8 / 1000)', [nowMs - KEPT_MS]);
  return gone.rowCount ?? 0;
}

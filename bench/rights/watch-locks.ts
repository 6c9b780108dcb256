import { setTimeout as sleep } from 'node:timers/promises';
import type { WholeDatabase } from '#core/platform/db.server.ts';

const LOOK_MS = 25;

export interface LockWaits {
  /** Those that lasted long enough to be seen. */
  waits: number;
  longestMs: number;
  /** For what, the longest one. */
  longest: string;
}

/** Looks all the time whether a connection waits for a lock that another program holds. */
export function watchLocks(
  { pool }: Pick<WholeDatabase, 'pool'>,
  { waiting, holding }: { waiting: string; holding: string },
): { stop(): Promise<LockWaits> } {
  const waits = new Map<string, number>();
  const seen: LockWaits = { waits: 0, longestMs: 0, longest: '' };
  let stopped = false;
  const look = async () => {
    const { rows } = await pool.query<{ key: string; what: string; ms: number }>(
      `SELECT l.pid || ' ' || l.waitstart AS key, extract(epoch FROM clock_timestamp() - l.waitstart)::float8 * 1000 AS ms,
              concat_ws(' ', l.locktype, l.mode, l.relation::regclass, l.objid) AS what
         FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE NOT l.granted AND l.waitstart IS NOT NULL AND a.application_name LIKE $1
          AND EXISTS (SELECT FROM pg_stat_activity b
                       WHERE b.pid = ANY(pg_blocking_pids(l.pid)) AND b.application_name LIKE $2)`,
      [waiting, holding],
    );
    for (const { key, what, ms } of rows) {
      waits.set(key, Math.max(ms, waits.get(key) ?? 0));
      if (ms > seen.longestMs) Object.assign(seen, { longestMs: ms, longest: what });
    }
  };
  const running = (async () => {
    for (; !stopped; await sleep(LOOK_MS)) await look();
  })();
  running.catch(() => {});
  return {
    async stop() {
      stopped = true;
      await running;
      return { ...seen, waits: waits.size };
    },
  };
}

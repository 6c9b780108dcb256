import { setTimeout as sleep } from 'node:timers/promises';
import type { WholeDatabase } from '#core/platform/db.server.ts';

const LOOK_MS = 5;

/**
 * Stops a process where it asks for a lock, from outside: holds the lock until a connection of it waits for that, and
 * strikes then.
 * @param lock SQL
 * @param application as the process calls its connections
 * @param stir leads the process there, once the lock is held
 * @returns whether it came there in time
 */
export async function strikeAtLock(
  db: Pick<WholeDatabase, 'pool'>,
  wish: { lock: string; application: string; withinMs: number; strike: () => void; stir: () => Promise<void> },
): Promise<boolean> {
  const { lock, application, withinMs, strike, stir } = wish;
  const holder = await db.pool.connect();
  try {
    await holder.query(`BEGIN; SET LOCAL lock_timeout = '3s'`);
    await holder.query(lock);
    const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await stir();
    for (const end = Date.now() + withinMs; Date.now() < end; await sleep(LOOK_MS)) {
      const waiting = await db.pool.query(
        `SELECT 1 FROM pg_stat_activity
          WHERE application_name = $1 AND wait_event_type = 'Lock' AND $2 = ANY(pg_blocking_pids(pid))`,
        [application, rows[0]?.pid],
      );
      if (waiting.rows.length === 0) continue;
      strike();
      return true;
    }
    return false;
  } finally {
    await holder.query('ROLLBACK').finally(() => holder.release());
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { ControlApi, SimulatorSession } from './control-api.ts';

/**
 * Waits until every gateway session is durable to its last sequence, with nothing more to come.
 * @returns what is still behind when the time is over; empty where all is durable.
 */
export async function waitUntilDurable(pool: pg.Pool, control: ControlApi, timeoutMs: number): Promise<string[]> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const behind = await sessionsBehind(pool, control).catch((error: Error) => [error.message]);
    if (behind.length === 0 || Date.now() > end) return behind;
    await sleep(250);
  }
}

async function sessionsBehind(pool: pg.Pool, control: ControlApi): Promise<string[]> {
  const newest = new Map<number, SimulatorSession>();
  for (const session of await control.sessions()) {
    const other = newest.get(session.shardId);
    if (!other || session.createdMs > other.createdMs) newest.set(session.shardId, session);
  }
  const { rows } = await pool.query<{ shard_id: number; shard_count: number; session_id: string; sequence: string }>(
    'SELECT shard_id, shard_count, session_id, sequence FROM gateway.shard',
  );
  const shardCount = Math.max(0, ...[...newest.values()].map((session) => session.shardCount));
  const behind: string[] = [];
  for (let shardId = 0; shardId < Math.max(1, shardCount); shardId++) {
    const session = newest.get(shardId);
    const row = rows.find((one) => one.shard_id === shardId && one.shard_count === shardCount);
    if (!session) behind.push(`shard ${shardId} has no session`);
    else if (row?.session_id !== session.id) behind.push(`shard ${shardId} has another session`);
    else if (Number(row.sequence) < session.lastSequence)
      behind.push(`shard ${shardId} is at ${row.sequence} of ${session.lastSequence}`);
  }
  return behind;
}

import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';

/** Runs `work` in a transaction that holds an advisory lock: one process at a time, freed with the transaction whatever happens. */
export async function locked<T>(db: Database, lock: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.for('operate').pool.connect();
  let broken: Error | undefined;
  try {
    // A suspended process must not hold the lock against all others.
    await client.query("BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'");
    await client.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((second: Error) => {
      broken = second;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';

/** Runs `work` in a transaction that holds an advisory lock: one process at a time, freed with the transaction whatever happens. */
export async function locked<T>(db: Database, lock: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(db.for('operate'), async (client) => {
    // A suspended process holds the lock against all others for ten seconds, and they come after it.
    await client.query("SET LOCAL lock_timeout = '30s'");
    await client.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    return work(client);
  });
}

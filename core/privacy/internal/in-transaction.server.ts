import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';

/** Whoever counts must never wait long for somebody's rights. */
const BEGIN = `BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL idle_in_transaction_session_timeout = '30s'`;

/** All of `work`, or nothing. A connection on which anything failed is not used again. */
export async function inTransaction<T>(db: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.for('answer-request', 'keep-promises').pool.connect();
  try {
    await client.query(BEGIN);
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

import type pg from 'pg';
import type { Rows } from './db.server.ts';

/** Whoever hangs must not hold its locks against others, and whoever waits for a lock must not have others wait behind it. */
const LIMITS = `SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL idle_in_transaction_session_timeout = '10s'`;

const BEGIN = {
  writing: `BEGIN; ${LIMITS}`,
  /** Everything is read as of one instant. */
  reading: `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${LIMITS}`,
} as const;

/** All of `work`, or nothing. A connection that cannot say so is not used again. */
export async function inTransaction<T>(
  { pool }: Pick<Rows, 'pool'>,
  work: (client: pg.PoolClient) => Promise<T>,
  kind: keyof typeof BEGIN = 'writing',
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(BEGIN[kind]);
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    await client.query('ROLLBACK').then(
      () => client.release(),
      (broken: unknown) => client.release(broken instanceof Error ? broken : true),
    );
    throw error;
  }
}

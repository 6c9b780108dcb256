import type pg from 'pg';
import type { Rows } from './db.server.ts';

/**
 * Does something in a transaction that is taken back, whatever came of it: how a probe tries a mechanism without leaving
 * anything behind.
 */
export async function tryOut<T>({ pool }: Pick<Rows, 'pool'>, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    return await work(client);
  } finally {
    await client.query('ROLLBACK').then(
      () => client.release(),
      (error: unknown) => client.release(error instanceof Error ? error : true),
    );
  }
}

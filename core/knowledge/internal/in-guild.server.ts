import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';

/** All of `work`, or nothing; one writer of a guild's graph at a time, so that limits and versions hold. */
export async function inGuild<T>(
  db: Database,
  guildId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.for('serve-guild').pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('knowledge', $1::int8))`, [guildId]);
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

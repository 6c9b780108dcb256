import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';

/** All of `work`, or nothing; one writer of a guild's graph at a time, so that limits and versions hold. */
export async function inGuild<T>(
  db: Database,
  guildId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(db.for('serve-guild'), async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('knowledge', $1::int8))`, [guildId]);
    return work(client);
  });
}

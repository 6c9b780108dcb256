import { appendRecord } from '#core/audit/append-record.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import type { Signer } from '#core/platform/signing.server.ts';
import { listPromises } from './list-promises.server.ts';
import type { HistoryDay } from './schema.ts';

/**
 * Signs how every promise stands, once a day of UTC, at the end of the chain `promises`. What is written stays: a day that
 * was broken cannot be made kept afterwards. @returns whether it was written now
 */
export async function writeDay({
  db,
  clock,
  signer,
}: {
  db: Database;
  clock: Clock;
  signer: Signer;
}): Promise<boolean> {
  const standing = await listPromises({ db, clock });
  const at = new Date(clock.now()).toISOString();
  const body: HistoryDay = {
    day: at.slice(0, 10),
    at,
    states: Object.fromEntries(standing.map(({ id, state }) => [id, state])),
  };
  return inTransaction(db.for('operate'), async (client) => {
    // The lock of the chain: two workers write one day once.
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('chain_record promises', 0))`);
    const { rows } = await client.query<{ day: string }>(
      `SELECT body::jsonb->>'day' AS day FROM chain_record WHERE chain = 'promises' ORDER BY number DESC LIMIT 1`,
    );
    const isNew = (rows[0]?.day ?? '') < body.day;
    if (isNew) await appendRecord(client, { chain: 'promises', body }, signer);
    return isNew;
  });
}

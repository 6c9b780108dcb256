import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Signer } from '#core/platform/signing.server.ts';
import { appendRecord } from './append-record.server.ts';
import type { ChainHead } from './schema.ts';

/** The body of a record of the chain `heads`: where every chain ended at an instant. */
export interface Heads {
  at: string;
  heads: Record<string, ChainHead>;
}

/**
 * Signs where every chain ends now. What is cut off, changed or put elsewhere before that is found with any later head,
 * wherever somebody has kept one.
 */
export async function signHeads({ db, clock, signer }: { db: Database; clock: Clock; signer: Signer }): Promise<Heads> {
  const { rows } = await db.for('accountability').pool.query<ChainHead & { chain: string }>(
    `SELECT DISTINCT ON (chain) chain, number::float8 AS number, encode(hash, 'hex') AS hash
       FROM chain_record ORDER BY chain, number DESC`,
  );
  const heads = Object.fromEntries(rows.map(({ chain, number, hash }) => [chain, { number, hash }]));
  const body = { at: new Date(clock.now()).toISOString(), heads };
  const client = await db.for('accountability').pool.connect();
  try {
    await appendRecord(client, { chain: 'heads', body }, signer);
  } finally {
    client.release();
  }
  return body;
}

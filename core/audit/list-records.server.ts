import type { Database } from '#core/platform/db.server.ts';
import type { ChainRecord, PublicKeys } from './schema.ts';

/** Records read at once. */
export const RECORDS_PAGE = 1_000;

/** Public keys with which records were ever signed. */
export async function listKeys(db: Database): Promise<PublicKeys> {
  const { rows } = await db
    .for('accountability')
    .pool.query<{ id: string; key: string }>(`SELECT id, encode(public_key, 'hex') AS key FROM signing_key`);
  return Object.fromEntries(rows.map(({ id, key }) => [id, key]));
}

/** Records of a chain after a number, in their order, at most a page of them. */
export async function listRecords(db: Database, chain: string, after: number): Promise<ChainRecord[]> {
  const { rows } = await db.for('accountability').pool.query<ChainRecord>(
    `SELECT chain, number::float8 AS number, body, encode(signature, 'hex') AS signature, key_id AS "keyId",
            encode(previous_hash, 'hex') AS "previousHash", encode(hash, 'hex') AS hash
       FROM chain_record WHERE chain = $1 AND number > $2 ORDER BY number LIMIT $3`,
    [chain, after, RECORDS_PAGE],
  );
  return rows;
}

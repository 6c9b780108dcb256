import type { Database } from '#core/platform/db.server.ts';
import { type HistoryDay, historyDaySchema } from './schema.ts';

export interface SignedDay {
  /** Of the record in the chain `promises`. */
  number: number;
  keyId: string | null;
  /** Hexadecimal. */
  hash: string;
  day: HistoryDay;
}

const MOST_DAYS = 400;

/** The days whose states were signed, newest first. */
export async function listDays(db: Database): Promise<SignedDay[]> {
  const { rows } = await db.for('operate').pool.query<Omit<SignedDay, 'day'> & { body: string }>(
    `SELECT number::float8 AS number, key_id AS "keyId", encode(hash, 'hex') AS hash, body
       FROM chain_record WHERE chain = 'promises' ORDER BY chain_record.number DESC LIMIT $1`,
    [MOST_DAYS],
  );
  return rows.map(({ body, ...row }) => ({ ...row, day: historyDaySchema.parse(JSON.parse(body)) }));
}

import type pg from 'pg';
import type { PersonScope } from '#core/platform/personal-data.server.ts';
import { GATE_LOCK } from '../erasure-gate.server.ts';
import type { LedgerEntry } from './erasure-ledger.server.ts';

const HOUR_MS = 3_600_000;

/** Ids as the hash of a tombstone takes them: 0 for everywhere, and for nobody. */
export type Erasable = PersonScope | { personId: null; guildId: string };

/** What somebody does until the end of the hour in which they are erased is refused: counts know no smaller time. */
export const untilOf = (nowMs: number) => (Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS;

/**
 * Makes known that somebody is erased. Returns once every writer that did not know it has ended: whoever comes later
 * refuses what they did before.
 * @returns the hash under the newest secret, hexadecimal
 */
export async function putTombstone(
  client: Pick<pg.ClientBase, 'query'>,
  { personId, guildId }: Erasable,
  untilMs: number,
): Promise<string> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [GATE_LOCK]);
  const { rows } = await client.query<{ hash: string }>(
    `INSERT INTO erasure_tombstone AS old (hash, mark, until_ms)
     VALUES ((erasure_hashes($1, $2))[1], erasure_mark($3), $4)
     ON CONFLICT (hash) DO UPDATE SET until_ms = greatest(old.until_ms, excluded.until_ms)
     RETURNING encode(hash, 'hex') AS hash`,
    [personId ?? 0, guildId ?? 0, personId ?? guildId, untilMs],
  );
  return rows[0]?.hash ?? '';
}

/** Entries of the ledger that this database does not know: it is older than they are. */
export async function missingOf(
  client: Pick<pg.ClientBase, 'query'>,
  entries: readonly LedgerEntry[],
): Promise<LedgerEntry[]> {
  const { rows } = await client.query<{ hash: string; untilMs: number }>(
    `SELECT encode(hash, 'hex') AS hash, until_ms::float8 AS "untilMs" FROM erasure_tombstone`,
  );
  const known = new Map(rows.map((row) => [row.hash, row.untilMs]));
  return entries.filter(({ hash, untilMs }) => (known.get(hash) ?? 0) < untilMs);
}

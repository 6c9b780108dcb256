import { createHash } from 'node:crypto';
import type pg from 'pg';
import { AppError } from '#core/platform/app-error.ts';
import { erasureKey } from '#core/platform/crypto.server.ts';
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
 * @returns `hash` under the newest secret, hexadecimal
 */
export async function putTombstone(
  client: Pick<pg.ClientBase, 'query'>,
  { personId, guildId }: Erasable,
  untilMs: number,
): Promise<{ hash: string; mark: number }> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [GATE_LOCK]);
  const { rows } = await client.query<{ hash: string; mark: number }>(
    `INSERT INTO erasure_tombstone AS old (hash, mark, until_ms)
     VALUES ((erasure_hashes($1, $2))[1], erasure_mark($3, (erasure_seeds())[1]), $4)
     ON CONFLICT (hash) DO UPDATE SET until_ms = greatest(old.until_ms, excluded.until_ms)
     RETURNING encode(hash, 'hex') AS hash, mark`,
    [personId ?? 0, guildId ?? 0, personId ?? guildId, untilMs],
  );
  const [made] = rows;
  if (!made) throw new AppError('internal', 'no tombstone was written');
  return made;
}

/** Until when what people did in an erased guild is refused. @throws AppError 'internal' where it was not erased */
export async function refusedUntil(client: Pick<pg.ClientBase, 'query'>, guildId: string): Promise<number> {
  const { rows } = await client.query<{ untilMs: number | null }>(
    'SELECT max(until_ms)::float8 AS "untilMs" FROM erasure_tombstone WHERE hash = ANY(erasure_hashes(0, $1))',
    [guildId],
  );
  const untilMs = rows[0]?.untilMs ?? null;
  if (untilMs === null) throw new AppError('internal', 'a guild is erased that has no tombstone');
  return untilMs;
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

/** Tombstones as the ledger has them. */
export async function putKnown(client: Pick<pg.ClientBase, 'query'>, entries: readonly LedgerEntry[]): Promise<void> {
  for (const { hash, mark, untilMs } of entries)
    await client.query(
      `INSERT INTO erasure_tombstone AS old (hash, mark, until_ms) VALUES (decode($1, 'hex'), $2, $3)
       ON CONFLICT (hash) DO UPDATE SET until_ms = greatest(old.until_ms, excluded.until_ms)`,
      [hash, mark, untilMs],
    );
}

/** The hashes of somebody, as the database's function erasure_hashes makes them: hexadecimal, one for each secret. */
export function hashesOf(secrets: readonly string[], personId: string, guildId: string): string[] {
  const ids = Buffer.alloc(16);
  ids.writeBigInt64BE(BigInt(personId), 0);
  ids.writeBigInt64BE(BigInt(guildId), 8);
  return secrets.map((secret) => createHash('sha256').update(erasureKey(secret)).update(ids).digest('hex'));
}

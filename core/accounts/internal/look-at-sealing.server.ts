import { keyIdOfSealed, open, sealingKeyIds } from '#core/platform/crypto.server.ts';
import type { Database, Rows } from '#core/platform/db.server.ts';
import { type Evidence, keptUnless } from '#core/platform/evidence.ts';
import { createSigner } from '#core/platform/signing.server.ts';
import { type SealedColumn, sealedColumnsOfRoom } from './sealed-values.server.ts';

/** Values of each column that are opened, and have to be refused with a bit flipped. */
const TRIED = 20;
const DAY_MS = 86_400_000;

/**
 * Whether everything that has to be sealed is: each value names a key, and some of those whose key is here open as they are
 * and with one bit flipped do not. Degraded while older keys, or keys that this instance no longer has, hold some.
 */
export async function lookAtSealing(db: Database, secrets: readonly string[], nowMs: number): Promise<Evidence> {
  const { pool } = db.for('sign-in');
  const keyIds = sealingKeyIds(secrets);
  const found: string[] = [];
  const count = { sealed: 0, underOlder: 0, underUnknown: 0 };
  for (const one of sealedColumnsOfRoom) {
    const { rows } = await pool.query<{ head: Buffer; bytes: number; values: number }>(
      `SELECT substring(${one.column} FROM 1 FOR 5) AS head, min(length(${one.column})) AS bytes, count(*)::int AS values
         FROM ${one.table} WHERE ${one.column} IS NOT NULL GROUP BY 1`,
    );
    for (const { head, bytes, values } of rows) {
      count.sealed += values;
      const keyId = keyIdOfSealed(Buffer.concat([head, Buffer.alloc(Math.max(0, bytes - head.length))]));
      if (keyId === null) found.push(`${one.table}.${one.column}`);
      else if (!keyIds.includes(keyId)) count.underUnknown += values;
      else if (keyId !== keyIds[0]) count.underOlder += values;
    }
    if (!(await opensOnlyWhole(pool, secrets, one))) found.push(`${one.table}.${one.column}`);
  }
  const evidence = keptUnless([...new Set(found)], { ...count, keyAgeDays: await keyAgeDays(pool, secrets, nowMs) });
  const isOlder = count.underOlder + count.underUnknown > 0;
  return evidence.state === 'kept' && isOlder ? { ...evidence, state: 'degraded' } : evidence;
}

async function opensOnlyWhole(
  pool: Rows['pool'],
  secrets: readonly string[],
  { table, key, column, context }: SealedColumn,
): Promise<boolean> {
  const { rows } = await pool.query<{ key: Buffer; sealed: Buffer }>(
    `SELECT ${key} AS key, ${column} AS sealed FROM ${table}
      WHERE encode(substring(${column} FROM 2 FOR 4), 'hex') = ANY ($1) ORDER BY ${key} LIMIT ${TRIED}`,
    [sealingKeyIds(secrets)],
  );
  return rows.every(({ key: row, sealed }) => {
    if (!opens(secrets, sealed, context(row))) return false;
    const flipped = Buffer.from(sealed);
    flipped.writeUInt8(flipped.readUInt8(flipped.length - 1) ^ 1, flipped.length - 1);
    return !opens(secrets, flipped, context(row));
  });
}

function opens(secrets: readonly string[], sealed: Buffer, context: string): boolean {
  try {
    open(secrets, sealed, context);
    return true;
  } catch {
    return false;
  }
}

/** Since the newest secret first signed anything here, whole days; 0 where it has not yet. */
async function keyAgeDays(pool: Rows['pool'], secrets: readonly string[], nowMs: number): Promise<number> {
  const { rows } = await pool.query<{ since: Date }>('SELECT since FROM signing_key WHERE id = $1', [
    createSigner(secrets).keyId,
  ]);
  const [known] = rows;
  return known ? Math.max(0, Math.floor((nowMs - known.since.getTime()) / DAY_MS)) : 0;
}

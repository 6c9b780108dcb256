import { open, seal, sealingKeyIds } from '#core/platform/crypto.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { sealedColumnsOfRoom } from './internal/sealed-values.server.ts';

const BATCH = 500;

interface SealedRow {
  key: Buffer;
  sealed: Buffer;
}

/**
 * Seals with the newest secret whatever an older one sealed, value by value, while everything runs: one that changes
 * meanwhile is left to the next round. May be stopped and begun again at any time.
 * @returns how many were sealed anew, and the columns, each as often as one of its values opens with no secret that is given
 */
export async function resealValues(
  db: Database,
  secrets: readonly string[],
): Promise<{ resealed: number; unopened: string[] }> {
  const { pool } = db.for('sign-in');
  const [newest] = sealingKeyIds(secrets);
  let resealed = 0;
  const unopened: string[] = [];
  for (const { table, key, column, context } of sealedColumnsOfRoom) {
    let after: Uint8Array = Buffer.alloc(0);
    for (;;) {
      const { rows }: { rows: SealedRow[] } = await pool.query<SealedRow>(
        `SELECT ${key} AS key, ${column} AS sealed FROM ${table}
          WHERE encode(substring(${column} FROM 2 FOR 4), 'hex') <> $1 AND ${key} > $2
          ORDER BY ${key} LIMIT ${BATCH}`,
        [newest, after],
      );
      for (const row of rows) {
        const plain = openOrNull(secrets, row.sealed, context(row.key));
        if (plain === null) {
          unopened.push(`${table}.${column}`);
          continue;
        }
        const { rowCount } = await pool.query(
          `UPDATE ${table} SET ${column} = $3 WHERE ${key} = $1 AND ${column} = $2`,
          [row.key, row.sealed, seal(secrets, plain, context(row.key))],
        );
        resealed += rowCount ?? 0;
      }
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) break;
      after = last.key;
    }
  }
  return { resealed, unopened };
}

function openOrNull(secrets: readonly string[], sealed: Buffer, context: string): string | null {
  try {
    return open(secrets, sealed, context);
  } catch {
    return null;
  }
}

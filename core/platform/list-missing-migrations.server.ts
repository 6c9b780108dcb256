import { readdir } from 'node:fs/promises';
import type { Database } from './db.server.ts';

/** Names of the migrations under `folder` that this database has not had, in order. */
export async function listMissingMigrations(db: Database, folder: string): Promise<string[]> {
  const { pool } = db.for('operate');
  const entries = await readdir(folder, { withFileTypes: true });
  const { rows: known } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there`,
  );
  const applied = known[0]?.there
    ? await pool.query<{ name: string }>(
        'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
      )
    : { rows: [] };
  const names = new Set(applied.rows.map(({ name }) => name));
  return entries
    .filter((entry) => entry.isDirectory() && !names.has(entry.name))
    .map((entry) => entry.name)
    .sort();
}

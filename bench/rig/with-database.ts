import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { applyMigrations } from '#core/platform/apply-migrations.server.ts';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { keepRoles } from '#core/platform/keep-roles.server.ts';
import { postgresFlags } from '../../deploy/local-postgres.mjs';
import { startPostgres } from '../../deploy/postgres.mjs';

/** A migrated database on a Postgres of its own, with the settings of an instance; both are gone when the work is done. */
export async function withDatabase<T>(bench: string, work: (url: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), `procord-${bench}-`));
  // As root, Postgres runs as another user, who has to pass.
  chmodSync(folder, 0o711);
  const server = await startPostgres({ folder: path.join(folder, 'postgres'), flags: postgresFlags });
  const endNow = () => server.kill();
  process.once('exit', endNow);
  try {
    const admin = openWholeDatabase(server.url(), { max: 1 });
    await admin.pool.query('CREATE DATABASE procord').finally(() => admin.close());
    await applyMigrations(server.url('procord'), path.resolve('prisma/migrations'));
    await keepRoles(server.url('procord'));
    return await work(server.url('procord'));
  } finally {
    process.off('exit', endNow);
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

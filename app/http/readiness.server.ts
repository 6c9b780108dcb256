import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readOpenAlerts } from '#core/gateway/alerts.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { DatabaseWatch } from './database-watch.server.ts';

export interface Readiness {
  ready: boolean;
  /** One sentence each; nothing in them that only staff may know. */
  reasons: string[];
}

/** Whether this instance does its work: database reached, migrations applied, no alert open. */
export async function checkReadiness(db: Database, watch: DatabaseWatch): Promise<Readiness> {
  if (!(await watch.answers())) return { ready: false, reasons: ['The database cannot be reached.'] };
  const reasons: string[] = [];
  const missing = await missingMigrations(db);
  if (missing.length > 0) reasons.push(`Migrations are not applied: ${missing.join(', ')}.`);
  else for (const alert of await readOpenAlerts(db)) reasons.push(`Alert ${alert.kind} (${alert.scope}).`);
  return { ready: reasons.length === 0, reasons };
}

async function missingMigrations({ pool }: Database): Promise<string[]> {
  const entries = await readdir(path.resolve('prisma/migrations'), { withFileTypes: true });
  const { rows: known } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_name = '_prisma_migrations'`,
  );
  const applied =
    known.length === 0
      ? []
      : (
          await pool.query<{ name: string }>(
            'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
          )
        ).rows;
  const names = new Set(applied.map(({ name }) => name));
  return entries.filter((entry) => entry.isDirectory() && !names.has(entry.name)).map((entry) => entry.name);
}

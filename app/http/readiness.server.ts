import path from 'node:path';
import { readOpenAlerts } from '#core/gateway/alerts.server.ts';
import { harmlessAlerts } from '#core/gateway/rules.ts';
import type { Database } from '#core/platform/db.server.ts';
import { listMissingMigrations } from '#core/platform/list-missing-migrations.server.ts';
import type { DatabaseWatch } from '#core/platform/watch-database.server.ts';

export interface Readiness {
  ready: boolean;
  /** One sentence each; nothing in them that only staff may know. */
  reasons: string[];
}

/**
 * Whether this instance does its work: database reached, migrations applied, and no alert open of something that
 * does not work.
 */
export async function checkReadiness(db: Database, watch: DatabaseWatch): Promise<Readiness> {
  if (!(await watch.answers())) return { ready: false, reasons: ['The database cannot be reached.'] };
  const reasons: string[] = [];
  const missing = await listMissingMigrations(db, path.resolve('prisma/migrations'));
  if (missing.length > 0) reasons.push(`Migrations are not applied: ${missing.join(', ')}.`);
  else
    for (const { kind, scope } of await readOpenAlerts(db))
      if (!harmlessAlerts.has(kind)) reasons.push(`Alert ${kind} (${scope}).`);
  return { ready: reasons.length === 0, reasons };
}

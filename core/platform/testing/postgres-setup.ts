import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../../deploy/postgres.mjs';
import { applyMigrations } from '../apply-migrations.server.ts';
import { keepRoles } from '../keep-roles.server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One Postgres a run, with a migrated template that each test copies in about 0.1 s. Durability is off: nothing outlives the run. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'procord-test-'));
  // As root, Postgres runs as another user, who has to pass.
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({
    folder: path.join(folder, 'data'),
    flags: [
      '-c',
      'fsync=off',
      '-c',
      'synchronous_commit=off',
      '-c',
      'full_page_writes=off',
      '-c',
      'max_connections=300',
    ],
  });
  const admin = new pg.Client({ connectionString: postgres.url() });
  await admin.connect();
  await admin.query('CREATE DATABASE template_procord');
  await admin.end();
  await applyMigrations(postgres.url('template_procord'), path.resolve('prisma/migrations'));
  await keepRoles(postgres.url('template_procord'));
  project.provide('postgresUrl', postgres.url());
  return async () => {
    await postgres.remove();
    rmSync(folder, { recursive: true, force: true });
  };
}

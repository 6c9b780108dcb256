import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../../deploy/postgres.mjs';
import { isAlive } from '../../../deploy/processes.mjs';
import { applyMigrations } from '../apply-migrations.server.ts';
import { keepRoles } from '../keep-roles.server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Far more than a run holds, which is some hundred megabytes with its log. */
const ROOM_BYTES = 2 * 2 ** 30;
const PREFIX = 'procord-test-';

/** In memory where the system keeps room for that: a database is 750 files, and a disk's file system takes 0.3 s for them. */
function roomForFiles(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize >= ROOM_BYTES && os.freemem() >= ROOM_BYTES) return '/dev/shm';
  } catch {
    // Only Linux has it.
  }
  return os.tmpdir();
}

/** Ends what a run left in memory that was killed: its name says which. */
function clearAway(room: string): void {
  for (const name of readdirSync(room)) {
    const owner = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? process.pid);
    if (isAlive(owner)) continue;
    try {
      rmSync(path.join(room, name), { recursive: true, force: true });
    } catch {
      // Another user's, who clears it away in turn.
    }
  }
}

/** One Postgres a run, with a migrated template that each test copies. Durability is off: nothing outlives the run. */
export default async function setup(project: TestProject) {
  const room = roomForFiles();
  clearAway(room);
  const folder = mkdtempSync(path.join(room, `${PREFIX}${process.pid}-`));
  // As root, Postgres runs as another user, who has to pass.
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({
    folder: path.join(folder, 'data'),
    // Of a password that nobody could guess; at the usual 4096 each connection costs its client 2 ms.
    settings: ['scram_iterations=1'],
    flags: [
      '-c',
      'fsync=off',
      '-c',
      'synchronous_commit=off',
      '-c',
      'full_page_writes=off',
      '-c',
      'max_connections=300',
      '-c',
      'max_wal_size=256MB',
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

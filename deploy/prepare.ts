import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { eraseDeps } from '#core/personal-data.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { applyMigrations } from '#core/platform/apply-migrations.server.ts';
import { claimInstance } from '#core/platform/claim-instance.server.ts';
import { shapeConfig } from '#core/platform/config.server.ts';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { type Env, readEnv } from '#core/platform/env.server.ts';
import { keepRoles } from '#core/platform/keep-roles.server.ts';
import { checkRegistry } from '#core/privacy/check-registry.server.ts';
import { replayErasures } from '#core/privacy/replay-erasures.server.ts';
import { plantSeed, type Seed } from '../prisma/seed.ts';

type Variables = Record<string, string | undefined>;

/** Reads the whole environment. @throws AppError 'misconfigured' with a sentence per variable */
export function checkEnvironment(variables: Variables): Env {
  try {
    return readEnv(variables);
  } catch (error) {
    throw new AppError('misconfigured', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/**
 * Makes the database ready for the processes: made where it is missing, migrated, bound to its Discord, and holding
 * nothing that the privacy registry does not know.
 * @param progress is told in a few words how far a long step is
 * @returns what was done, in a few words
 */
export async function prepareDatabase(
  variables: Variables,
  project: string,
  seed?: Seed,
  progress?: (words: string) => void,
): Promise<string> {
  const env = checkEnvironment(variables);
  const config = shapeConfig(env);
  const made = await ensureDatabase(env.DATABASE_URL);
  const applied = await applyMigrations(env.DATABASE_URL, path.join(project, 'prisma', 'migrations'));
  await runMigrations({ connectionString: env.DATABASE_URL });
  await keepRoles(env.DATABASE_URL);
  const db = openWholeDatabase(env.DATABASE_URL, { max: 4, name: 'procord prepare', secrets: config.secrets });
  try {
    await claimInstance(db.pool, env.DISCORD_API_URL);
    await checkRegistry(db.pool);
    const replayed = await replayErasures(eraseDeps(db, config));
    const planted = seed === undefined ? null : await plantSeed(db, seed, progress);
    const days = planted?.past ? `, ${planted.past.days} days` : '';
    const words = [
      made && 'made',
      applied.length && `${applied.length} migrations applied`,
      replayed && `${replayed} erasures done again: the database is an older one`,
      planted && `seeded${days}`,
    ];
    return words.filter(Boolean).join(', ') || 'as migrated';
  } finally {
    await db.close();
  }
}

const NO_SUCH_DATABASE = '3D000';

async function ensureDatabase(url: string): Promise<boolean> {
  try {
    await query(url, 'SELECT 1');
    return false;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== NO_SUCH_DATABASE) throw error;
  }
  const server = new URL(url);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = '/postgres';
  await query(server.href, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  return true;
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

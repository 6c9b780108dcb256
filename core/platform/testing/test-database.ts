import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { purposeReach } from '#core/privacy/purpose-reach.ts';
import { openWholeDatabase, type WholeDatabase } from '../db.server.ts';
import { createPurposeGuard } from '../purpose-guard.ts';

export const testSecrets = ['a secret of tests, 32 characters!'];

/** A fresh migrated database on a real Postgres, gone with `close()`. */
export async function createTestDatabase(): Promise<WholeDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // Block by block through the log would take three times as long.
  await admin(server, `CREATE DATABASE ${name} TEMPLATE template_procord STRATEGY FILE_COPY`);
  const guard = createPurposeGuard(purposeReach);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = openWholeDatabase(url.href, { max: 8, secrets: testSecrets, guard });
  return {
    pool: database.pool,
    // Not before it is asked for.
    get prisma() {
      return database.prisma;
    },
    url: database.url,
    for: database.for,
    async close() {
      await database.close();
      await admin(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function admin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

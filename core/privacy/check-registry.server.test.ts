import { runMigrations } from 'graphile-worker';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { checkRegistry, compareWithRegistry } from './check-registry.server.ts';

let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

test('every column of the live database has its entry, and every entry its column', async () => {
  expect(await compareWithRegistry(db.pool)).toEqual([]);
  await runMigrations({ connectionString: db.url });
  expect(await compareWithRegistry(db.pool)).toEqual([]);
});

test('partitions count through their parent', async () => {
  await db.pool.query('SELECT analytics.ensure_day(20000)');
  await checkRegistry(db.pool);
});

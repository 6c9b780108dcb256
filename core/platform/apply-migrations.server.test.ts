import path from 'node:path';
import { expect, test } from 'vitest';
import { applyMigrations } from './apply-migrations.server.ts';
import { createTestDatabase } from './testing/test-database.ts';

test('a second run finds nothing to do', async () => {
  const database = await createTestDatabase();
  expect(await applyMigrations(database.url, path.resolve('prisma/migrations'))).toEqual([]);
  await database.close();
});

test('two processes at once apply each migration once', async () => {
  const database = await createTestDatabase();
  await database.pool.query(
    'DROP SCHEMA public CASCADE; DROP SCHEMA analytics CASCADE; DROP SCHEMA gateway CASCADE; CREATE SCHEMA public',
  );
  const runs = await Promise.all([1, 2].map(() => applyMigrations(database.url, path.resolve('prisma/migrations'))));
  expect(runs.flat().filter((name) => name.endsWith('_house'))).toHaveLength(1);
  await database.close();
});

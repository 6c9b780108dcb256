import { expect, test } from 'vitest';
import { listMissingMigrations } from './list-missing-migrations.server.ts';
import { createTestDatabase } from './testing/test-database.ts';

test('a migrated database misses none, one that lost a row misses it, an empty one all', async () => {
  const db = await createTestDatabase();
  expect(await listMissingMigrations(db, 'prisma/migrations')).toEqual([]);
  await db.pool.query(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%_house'`);
  expect(await listMissingMigrations(db, 'prisma/migrations')).toEqual([expect.stringMatching(/_house$/)]);
  await db.pool.query('DROP TABLE _prisma_migrations');
  expect((await listMissingMigrations(db, 'prisma/migrations')).length).toBeGreaterThan(0);
  await db.close();
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { registryProbes } from './promises.server.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('P11: kept, and broken by a column that nobody registered', async () => {
  const look = () => registryProbes(db)[0]?.look();
  expect(await look()).toMatchObject({ state: 'kept' });
  await db.pool.query('ALTER TABLE guild ADD COLUMN note TEXT');
  expect(await look()).toMatchObject({ state: 'broken', facts: { found: ['public.guild.note has no entry'] } });
});

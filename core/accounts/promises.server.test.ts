import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { accountProbes } from './promises.server.ts';

let db: Database;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

const look = (promise: string) =>
  accountProbes(db)
    .find((probe) => probe.promise === promise)
    ?.look();

test('P01: kept, and broken by a column that takes more of a person', async () => {
  expect(await look('P01')).toMatchObject({ state: 'kept', facts: { scopes: ['identify', 'guilds'] } });
  await db.pool.query('ALTER TABLE account ADD COLUMN phone TEXT');
  expect(await look('P01')).toMatchObject({ state: 'broken', facts: { found: ['phone'] } });
});

test('P32: kept, and broken by a place for a password, wherever it is', async () => {
  expect(await look('P32')).toEqual({ state: 'kept', facts: { methods: ['Discord'] } });
  await db.pool.query('ALTER TABLE analytics.membership ADD COLUMN "PasswordHash" BYTEA');
  expect(await look('P32')).toMatchObject({
    state: 'broken',
    facts: { found: ['analytics.membership.PasswordHash'] },
  });
});

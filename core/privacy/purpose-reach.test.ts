import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { namesIn, tablesOf } from '#core/platform/purpose-guard.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { purposeReach } from './purpose-reach.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

/** Functions that statements call: a trigger's statement names its own table. */
const CALLED = `SELECT n.nspname || '.' || p.proname AS name, p.prosrc AS body
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname IN ('public', 'analytics', 'gateway') AND p.prorettype <> 'trigger'::regtype`;

test('every function that reads a table about people is listed with it', async () => {
  const { rows } = await db.pool.query<{ name: string; body: string }>(CALLED);
  expect(rows.length).toBeGreaterThan(5);
  const reading = rows.flatMap(({ name, body }) => {
    const tables = [...new Set([...namesIn(body)].flatMap((one) => tablesOf(one, purposeReach)))];
    return tables.length > 0 ? [[name, tables] as const] : [];
  });
  expect(Object.fromEntries(reading)).toEqual(purposeReach.functions);
});

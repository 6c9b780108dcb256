import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { retentionProbes } from './kept-promises.server.ts';
import { listColumns } from './registry.ts';
import { retentionRules } from './rules/retention.ts';
import type { PlacedColumn } from './schema.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const look = (promise: string, columns: readonly PlacedColumn[] = listColumns()) =>
  retentionProbes({ db, clock: { now: () => Date.now() } }, { columns: [...columns], rules: retentionRules })
    .find((probe) => probe.promise === promise)
    ?.look();

test('P09: every value names its source; who is where, and with which rights, comes from Discord', async () => {
  const kept = await look('P09');
  expect(kept?.state).toBe('kept');
  const told = Object.values(kept?.facts ?? {}).reduce<number>((sum, count) => sum + Number(count), 0);
  expect(told).toBe(listColumns().length);
  const [first] = listColumns();
  if (!first) throw new Error('the register is empty');
  const odd = { ...first, table: 'public.guild', column: 'staff_roles', source: 'person' as const };
  const { source: _, ...sourceless } = first;
  for (const one of [odd, sourceless as PlacedColumn])
    expect(await look('P09', [...listColumns(), one])).toMatchObject({
      state: 'broken',
      facts: { found: [`${one.table}.${one.column}`] },
    });
});

test('P37: kept however long an account is idle, and broken by a way in which it could go by itself', async () => {
  await db.pool.query(
    `INSERT INTO account (id, username, last_sign_in_at) VALUES (1, 'someone', now() - interval '9 years')`,
  );
  expect(await look('P37')).toEqual({ state: 'kept', facts: { accounts: 1, idleAccounts: 1 } });
  await db.pool.query('ALTER TABLE account ADD COLUMN home BIGINT CONSTRAINT home REFERENCES guild ON DELETE CASCADE');
  expect(await look('P37')).toMatchObject({ state: 'broken', facts: { found: ['home'] } });
  await db.pool.query('ALTER TABLE account DROP COLUMN home');
  await db.pool.query(
    `CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM account WHERE last_sign_in_at < now(); RETURN NULL; END'`,
  );
  expect(await look('P37')).toMatchObject({ state: 'broken', facts: { found: ['tidy'] } });
});

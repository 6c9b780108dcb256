import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { registry } from '#core/privacy/registry.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

/** Columns of totals that are wide enough for a person's id, and what stands in them instead. */
const wide = new Set([
  'guild_id',
  'channel_id',
  'parent_id',
  'active_ms',
  'muted_ms',
  'deafened_ms',
  'alone_ms',
  'time_zone',
  // Of an invite, not of who made it or came by it.
  'source',
  'code',
]);

/** Too narrow for a Discord id, or an instant. */
const narrow = new Set(['integer', 'integer[]', 'smallint', 'real', 'boolean', 'timestamp(3) with time zone']);

const kept = Object.entries(registry).filter(([, { columns }]) =>
  Object.values(columns).some(({ retention }) => retention === 'totals' || retention === 'hour-totals'),
);

test('no column of the live totals could name a person', async () => {
  const { rows } = await db.pool.query<{ table: string; column: string; type: string }>(
    `SELECT n.nspname || '.' || c.relname AS table, attname AS column, format_type(atttypid, atttypmod) AS type
       FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
      WHERE n.nspname || '.' || c.relname = ANY($1) AND attnum > 0 AND NOT attisdropped`,
    [kept.map(([table]) => table)],
  );
  expect(new Set(rows.map((row) => row.table)).size).toBe(kept.length);
  expect(kept.length).toBeGreaterThan(8);
  expect(rows.filter(({ column, type }) => !narrow.has(type) && !wide.has(column))).toEqual([]);
});

test('the registry says the same', () => {
  for (const [table, { columns }] of kept)
    for (const [column, { subject }] of Object.entries(columns))
      expect([table, column, ['guild', 'nobody'].includes(subject.of)]).toEqual([table, column, true]);
});

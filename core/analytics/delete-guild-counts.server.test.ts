import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { deleteGuildCounts } from './delete-guild-counts.server.ts';
import { guildTables } from './internal/guild-counts.server.ts';
import { putMessages } from './testing/put-cells.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

/** A person said it for themselves, and it holds whoever has premium. */
const kept = ['objection'];

test('every table with something of a guild is among those that are emptied', async () => {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'analytics'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND a.attname = 'guild_id'`,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual([...guildTables, ...kept].sort());
});

test('what was counted for a guild goes from every partition, and nothing of another guild', async () => {
  for (const day of [20_000, 20_001])
    await putMessages(db, [
      [1, 1, 1, day * 24, 9],
      [2, 1, 1, day * 24, 9],
    ]);
  expect(await deleteGuildCounts(db, '1', async () => true)).toBe(2);
  const { rows } = await db.pool.query('SELECT guild_id FROM analytics.message_pack');
  expect(rows).toEqual([{ guild_id: '2' }, { guild_id: '2' }]);
});

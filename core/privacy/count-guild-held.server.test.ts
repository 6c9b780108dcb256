import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { countGuildHeld } from './count-guild-held.server.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('counts what is held of one guild, by the registry, and nothing of another', async () => {
  await db.pool.query('INSERT INTO guild (id) VALUES (7), (8)');
  await db.pool.query(
    'INSERT INTO analytics.active_month (guild_id, day, people, observed) VALUES (7, 1, 2, 1), (8, 1, 2, 1), (8, 2, 2, 1)',
  );
  const of = async (guildId: string) => (await countGuildHeld(db, guildId)).map(({ table, rows }) => [table, rows]);
  expect(await of('7')).toEqual([
    ['public.guild', 1],
    ['analytics.active_month', 1],
  ]);
  expect(await of('8')).toContainEqual(['analytics.active_month', 2]);
  expect(await of('9')).toEqual([]);
  const [, month] = await countGuildHeld(db, '7');
  expect(month).toMatchObject({ purposes: ['count-activity'], retention: ['totals'] });
});

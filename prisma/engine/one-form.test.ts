import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { messageCells, voiceCells } from '#core/analytics/testing/put-cells.ts';
import { applyMigrations } from '#core/platform/apply-migrations.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';

const DAY = 20_000;
const migrations = path.resolve('prisma/migrations');

test('what was counted before there was one form is counted after, once', async () => {
  const db = await createTestDatabase();
  const earlier = await mkdtemp(path.join(os.tmpdir(), 'procord-migrations-'));
  for (const name of await readdir(migrations))
    if (name < '20261122000000') await cp(path.join(migrations, name), path.join(earlier, name), { recursive: true });
  await db.pool.query(
    'DROP SCHEMA public CASCADE; DROP SCHEMA analytics CASCADE; DROP SCHEMA gateway CASCADE; CREATE SCHEMA public',
  );
  await applyMigrations(db.url, earlier);
  // Of one cell a part lies packed and a part came later; another day is not packed at all, and one guild is large.
  await db.pool.query(`
    SELECT analytics.ensure_day(${DAY}), analytics.ensure_day(${DAY + 1}), analytics.ensure_packs(${DAY});
    INSERT INTO analytics.message_hour VALUES (1, 5, 7, ${DAY * 24 + 3}, 2), (1, 5, 8, ${DAY * 24 + 25}, 1);
    INSERT INTO analytics.message_hour SELECT 2, 5, n, ${DAY * 24}, 1 FROM generate_series(1, 8001) AS n;
    INSERT INTO analytics.message_pack VALUES (1, ${DAY}, 0, '{${DAY * 24 + 2},${DAY * 24 + 3}}', '{5,5}', '{7,7}', '{4,40}');
    INSERT INTO analytics.voice_hour VALUES (1, 6, 7, ${DAY * 24 + 3}, 1, 2, 3, 4);
    INSERT INTO analytics.voice_pack VALUES (1, ${DAY}, 0, '{${DAY * 24 + 3}}', '{6}', '{7}', '{10}', '{20}', '{30}', '{40}')`);
  await applyMigrations(db.url, migrations);

  const of = async (cells: string) => {
    const text = `SELECT * FROM ${cells} WHERE guild_id = 1 ORDER BY hour`;
    return (await db.pool.query<unknown[]>({ text, rowMode: 'array' })).rows;
  };
  expect(await of(messageCells)).toEqual([
    ['1', '5', '7', DAY * 24 + 2, 4],
    ['1', '5', '7', DAY * 24 + 3, 42],
    ['1', '5', '8', DAY * 24 + 25, 1],
  ]);
  expect(await of(voiceCells)).toEqual([['1', '6', '7', DAY * 24 + 3, 11, 22, 33, 44]]);
  const { rows } = await db.pool.query(
    'SELECT day, cardinality(user_ids) AS cells FROM analytics.message_pack WHERE guild_id = 2 ORDER BY cells',
  );
  expect(rows).toEqual([
    { day: DAY, cells: 1 },
    { day: DAY, cells: 8_000 },
  ]);
  await rm(earlier, { recursive: true });
  await db.close();
});

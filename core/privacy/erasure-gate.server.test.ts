import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase, testSecrets } from '#core/platform/testing/test-database.ts';
import { notErased } from './erasure-gate.server.ts';
import { putTombstone } from './internal/tombstones.server.ts';

const HOUR = 3_600_000;
const GATE = notErased({ person: 'did.person', guild: 'did.guild', atMs: 'did.at_ms', oldestMs: '$1' });

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  const put = (one: Parameters<typeof putTombstone>[1]) => putTombstone(db.pool, one, 2 * HOUR);
  await put({ personId: '1', guildId: null });
  await put({ personId: '2', guildId: '10' });
  await put({ personId: null, guildId: '20' });
});
afterAll(() => db.close());

/** Of everybody in every guild, at an instant: "person guild" of those who pass. */
async function whoPasses(database: Pick<WholeDatabase, 'pool'>, atMs: number): Promise<string[]> {
  const { rows } = await database.pool.query<{ who: string }>(
    `SELECT did.person || ' ' || did.guild AS who
       FROM (SELECT person, guild, $1::int8 AS at_ms
               FROM unnest(ARRAY[1, 2, 3]::int8[]) AS person, unnest(ARRAY[10, 20, 30]::int8[]) AS guild) AS did
      WHERE ${GATE} ORDER BY 1`,
    [atMs],
  );
  return rows.map(({ who }) => who);
}

const passing = ['2 30', '3 10', '3 30'];
const all = ['1 10', '1 20', '1 30', '2 10', '2 20', '2 30', '3 10', '3 20', '3 30'];

test('refuses a person everywhere, a person in a guild, and a guild, until the end of their hour', async () => {
  expect(await whoPasses(db, 2 * HOUR - 1)).toEqual(passing);
  expect(await whoPasses(db, 2 * HOUR)).toEqual(all);
});

test('knows them under a secret that is an old one by now, and under no other', async () => {
  const newer = 'another secret of tests, 32 chars';
  const rotated = openWholeDatabase(db.url, { secrets: [newer, ...testSecrets] });
  expect(await whoPasses(rotated, HOUR)).toEqual(passing);
  await rotated.close();
  const stranger = openWholeDatabase(db.url, { secrets: [newer] });
  expect(await whoPasses(stranger, HOUR)).toEqual(all);
  await stranger.close();
});

test('takes nobody else for them among many', async () => {
  const { rows } = await db.pool.query<{ passes: number }>(
    `SELECT count(*)::int4 AS passes
       FROM (SELECT person, 30::int8 AS guild, $1::int8 AS at_ms FROM generate_series(100::int8, 200099) AS person) AS did
      WHERE ${GATE}`,
    [HOUR],
  );
  expect(rows).toEqual([{ passes: 200_000 }]);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { deleteGuildCounts } from './delete-guild-counts.server.ts';
import { erasePerson } from './erase-person.server.ts';
import { dropExpiredPartitions } from './keep-partitions.server.ts';
import { loadCounts } from './load-counts.server.ts';
import { mergeDays } from './merge-days.server.ts';
import { mergePacks } from './merge-packs.server.ts';
import { type Cell, cellsOf, countsOf, someCells } from './testing/cells.ts';

const DAY_MS = 86_400_000;
const TODAY = 20_000;
/** Noon. */
const NOW = (TODAY + 0.5) * DAY_MS;
const DAYS = 4;
const GUILDS = ['1', '2', '9007199254740993'];

let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  await commit(someCells({ guildIds: GUILDS, fromDay: TODAY - DAYS + 1, days: DAYS, each: 400 }), 3);
});
afterEach(() => db.close());

/** What a worker does, in both of its jobs. */
const merge = async () => (await mergePacks(db, NOW)) + (await mergeDays(db, NOW));

/** In so many commits, one after the other. */
async function commit(cells: readonly Cell[], commits = 1): Promise<void> {
  for (let one = 0; one < commits; one++)
    await loadCounts(db, countsOf(cells.filter((_, index) => index % commits === one)));
}

/** Everything the functions say, by cell: what readers see. */
const cells = () => cellsOf(db, GUILDS, (TODAY - 40) * 24, (TODAY + 1) * 24);

/** Rows of a guild's day by how often they were merged. */
async function rowsOf(day: number, guildId = GUILDS[0], table = 'message_pack'): Promise<number[]> {
  const { rows } = await db.pool.query<{ merged: number }>(
    `SELECT merged FROM analytics.${table} WHERE guild_id = $1 AND day = $2 ORDER BY 1`,
    [guildId, day],
  );
  return rows.map((row) => row.merged);
}

/** Waits at the first row that a merging writes, when it has deleted the old ones. */
async function stopMerging(table = 'message_pack'): Promise<() => Promise<void>> {
  await db.pool.query(
    `CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN IF NEW.merged > 0 THEN PERFORM pg_advisory_xact_lock_shared(1); END IF; RETURN NEW; END $$;
     CREATE TRIGGER stop BEFORE INSERT ON analytics.${table} FOR EACH ROW EXECUTE FUNCTION stop()`,
  );
  const client = await db.pool.connect();
  await client.query('SELECT pg_advisory_lock(1)');
  return async () => {
    await client.query('SELECT pg_advisory_unlock(1)');
    client.release();
  };
}

/** Until so many connections wait for a lock. */
const untilWaiting = (count: number) =>
  expect
    .poll(async () => {
      const { rows } = await db.pool.query(
        `SELECT count(*)::int4 AS count FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows[0].count;
    })
    .toBe(count);

test('days that are over become a row each, in order, and read as they did', async () => {
  const before = await cells();
  expect(await rowsOf(TODAY - 1)).toEqual([0, 0, 0]);
  expect(await merge()).toBe(2 * 3 * 3 * (DAYS - 1));
  expect(await cells()).toEqual(before);
  expect(await rowsOf(TODAY - 1)).toEqual([2]);
  expect(await rowsOf(TODAY - 3, '2', 'voice_pack')).toEqual([2]);
  expect(await rowsOf(TODAY)).toEqual([0, 0, 0]);
  expect(await merge()).toBe(0);
  const { rows } = await db.pool.query<{ guild_id: string; keys: string[] }>(
    `SELECT guild_id, (SELECT array_agg(row(hour, channel, person)::text) FROM unnest(hours, channel_ids, user_ids)
              AS c(hour, channel, person)) AS keys FROM analytics.message_pack WHERE day = $1`,
    [TODAY - 2],
  );
  for (const { guild_id, keys } of rows)
    expect(keys).toEqual(
      before
        .filter((one) => one.guildId === guild_id && Math.floor(one.hour / 24) === TODAY - 2 && one.messages > 0)
        .map((one) => `(${one.hour},${one.channelId},${one.userId})`),
    );
  // Part of a day, and hours of a merged day and of today.
  for (const [from, to] of [
    [(TODAY - 2) * 24 + 7, (TODAY - 2) * 24 + 8],
    [(TODAY - 1) * 24 + 13, TODAY * 24 + 5],
  ] as const)
    expect(await cellsOf(db, GUILDS, from, to)).toEqual(before.filter(({ hour }) => hour >= from && hour < to));
});

test('a day is whole three hours after it is over, not before', async () => {
  await mergeDays(db, TODAY * DAY_MS + 3 * 3_600_000 - 1);
  expect(await rowsOf(TODAY - 1)).toEqual([0, 0, 0]);
  expect(await rowsOf(TODAY - 2)).toEqual([2]);
  await mergeDays(db, TODAY * DAY_MS + 3 * 3_600_000);
  expect(await rowsOf(TODAY - 1)).toEqual([2]);
});

test('while a day lasts, 32 rows as committed become one with each cell once', async () => {
  await merge();
  const cell = { guildId: '1', channelId: '5', userId: '77', hour: TODAY * 24 + 3, messages: 2, activeMs: 5 };
  for (let n = 0; n < 28; n++) await commit([cell]);
  const before = await cells();
  expect(await merge()).toBe(0);
  await commit([cell]);
  expect(await merge()).toBe(2 * 32);
  expect(await rowsOf(TODAY)).toEqual([1]);
  expect(await rowsOf(TODAY, '2')).toEqual([0, 0, 0]);
  const after = await cells();
  expect(after.filter((one) => one.userId !== '77')).toEqual(before.filter((one) => one.userId !== '77'));
  expect(after.filter((one) => one.userId === '77')).toEqual([{ ...cell, messages: 58, activeMs: 145 }]);
  const { rows } = await db.pool.query(
    'SELECT array_positions(user_ids, 77) AS places FROM analytics.message_pack WHERE guild_id = 1 AND day = $1',
    [TODAY],
  );
  expect(rows[0].places).toHaveLength(1);
  // It is not merged again before the day is over.
  for (let n = 0; n < 31; n++) await commit([cell]);
  expect(await merge()).toBe(0);
  await mergeDays(db, NOW + DAY_MS);
  expect(await rowsOf(TODAY)).toEqual([2]);
});

test('what arrives for a whole day is counted once, beside it and in the end in it', async () => {
  await merge();
  const late = someCells({ guildIds: GUILDS.slice(0, 1), fromDay: TODAY - 2, days: 1, each: 60, seed: 2 });
  const before = await cells();
  await commit(late);
  const sum = (of: typeof before) => of.reduce((total, one) => total + one.messages + one.activeMs, 0);
  expect(sum(await cells())).toBe(sum(before) + sum(late));
  expect(await merge()).toBe(0);
  expect(await rowsOf(TODAY - 2)).toEqual([0, 2]);
  const steps: [rows: number, left: number[]][] = [];
  for (let n = 1; n <= 64; n++) {
    if (n > 1) await commit(late);
    if (n % 32 !== 0) continue;
    steps.push([await merge(), await rowsOf(TODAY - 2)]);
  }
  steps.push([await merge(), await rowsOf(TODAY - 2)]);
  expect(steps).toEqual([
    [2 * 32, [1, 2]],
    [2 * 32, [1, 1, 2]],
    [2 * 3, [2]],
  ]);
  expect(sum(await cells())).toBe(sum(before) + 64 * sum(late));
});

test('a guild’s day is cut where it is long', async () => {
  const long = Array.from({ length: 20_001 }, (_, n) => ({
    ...{ guildId: '3', channelId: '5', userId: String(100 + n), hour: (TODAY - 1) * 24, messages: 1, activeMs: 0 },
  }));
  await commit(long);
  await merge();
  const { rows } = await db.pool.query(
    'SELECT cardinality(user_ids) AS cells FROM analytics.message_pack WHERE guild_id = 3 ORDER BY 1',
  );
  expect(rows.map((row) => row.cells)).toEqual([4_001, 8_000, 8_000]);
  expect(await merge()).toBe(0);
  expect(await cellsOf(db, ['3'], 0, (TODAY + 1) * 24)).toHaveLength(20_001);
});

test('a merging that was cut off has changed nothing, and the next one does it', async () => {
  const before = await cells();
  const goOn = await stopMerging();
  const merging = mergeDays(db, NOW).catch(() => 'cut off');
  await untilWaiting(1);
  expect(await cells()).toEqual(before);
  await db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  expect(await merging).toBe('cut off');
  await goOn();
  expect(await cells()).toEqual(before);
  expect(await rowsOf(TODAY - 1)).toEqual([0, 0, 0]);
  await merge();
  expect(await cells()).toEqual(before);
  expect(await rowsOf(TODAY - 1)).toEqual([2]);
});

test('rows committed while two workers merge at once are in, once', async () => {
  const cell = { guildId: '1', channelId: '5', userId: '77', hour: (TODAY - 1) * 24 + 3, messages: 1, activeMs: 0 };
  let running = true;
  let written = 0;
  const writing = (async () => {
    while (running) {
      await commit([cell]);
      written += 1;
    }
  })();
  for (let round = 0; round < 15; round++) await Promise.all([merge(), merge()]);
  running = false;
  await writing;
  const found = (await cells()).filter((one) => one.userId === cell.userId);
  expect(written).toBeGreaterThan(5);
  expect(found).toEqual([{ ...cell, messages: written }]);
});

test('a person is erased from merged and other rows, and nobody else', async () => {
  await merge();
  const before = await cells();
  const personId = before[0]?.userId ?? '';
  const theirs = before.filter((one) => one.userId === personId);
  expect(theirs.length).toBeGreaterThan(20);
  const erased = await erasePerson(db, { personId });
  expect(erased).toBe(theirs.flatMap((one) => [one.messages, one.activeMs]).filter((n) => n > 0).length);
  expect(await cells()).toEqual(before.filter((one) => one.userId !== personId));
  expect(await rowsOf(TODAY - 1)).toEqual([2]);
  expect(await erasePerson(db, { personId })).toBe(0);
});

test('a row that held one person alone goes with them', async () => {
  const alone = { guildId: '4', channelId: '5', userId: '78', hour: TODAY * 24, messages: 2, activeMs: 0 };
  await commit([alone]);
  expect(await erasePerson(db, { personId: '78' })).toBe(1);
  expect((await db.pool.query('SELECT 1 FROM analytics.message_pack WHERE guild_id = 4')).rows).toEqual([]);
});

test('erasing a person and deleting a guild find what is being merged at that moment', async () => {
  const before = await cells();
  const personId = before[0]?.userId ?? '';
  const goOn = await stopMerging();
  const merging = mergeDays(db, NOW);
  await untilWaiting(1);
  const erasing = erasePerson(db, { personId });
  const deleting = deleteGuildCounts(db, '2', async () => true);
  await untilWaiting(3);
  await goOn();
  await Promise.all([merging, erasing, deleting]);
  expect(await cells()).toEqual(before.filter((one) => one.userId !== personId && one.guildId !== '2'));
});

test('the room of what was merged is given back, as soon as no reader is in the way', async () => {
  const same = Array.from({ length: 900 }, (_, n) => ({
    ...{ guildId: '3', channelId: '5', hour: (TODAY - 1) * 24, messages: 1, activeMs: 0 },
    userId: String(BigInt.asUintN(60, BigInt(n + 1) * 0x9e3779b97f4a7c15n)),
  }));
  for (let n = 0; n < 60; n++) await commit(same);
  const partition = `message_pack_${new Date((TODAY - 1) * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')}`;
  const size = async () => {
    const { rows } = await db.pool.query('SELECT pg_total_relation_size($1) AS bytes', [`analytics.${partition}`]);
    return Number(rows[0].bytes);
  };
  const before = await size();
  const reader = await db.pool.connect();
  await reader.query(`BEGIN; SELECT 1 FROM analytics.${partition} LIMIT 1`);
  await merge();
  expect(await rowsOf(TODAY - 1, '3')).toEqual([2]);
  expect(await size()).toBeGreaterThanOrEqual(before);
  await reader.query('COMMIT');
  reader.release();
  await merge();
  expect(await size()).toBeLessThan(before / 4);
});

test('merged days end with their thirty days', async () => {
  await merge();
  const before = await cells();
  await dropExpiredPartitions(db, NOW + 28 * DAY_MS, 30);
  const left = await cells();
  expect(left).toEqual(before.filter((one) => one.hour >= (TODAY - 1) * 24));
  expect(left.length).toBeGreaterThan(100);
});

test('statistics copy nobody into the catalog', async () => {
  await merge();
  await db.pool.query('ANALYZE');
  const { rows } = await db.pool.query(
    `SELECT tablename, attname FROM pg_stats WHERE schemaname = 'analytics' AND tablename ~ '_pack' AND attname = 'user_ids'`,
  );
  expect(rows).toEqual([]);
});

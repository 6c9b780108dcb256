import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { deleteGuildCounts } from './delete-guild-counts.server.ts';
import { erasePerson } from './erase-person.server.ts';
import { dropExpiredPartitions } from './keep-partitions.server.ts';
import { loadCounts } from './load-counts.server.ts';
import { packDays } from './pack-days.server.ts';
import { cellsOf, countsOf, someCells } from './testing/cells.ts';

const DAY_MS = 86_400_000;
const TODAY = 20_000;
const NOW = TODAY * DAY_MS;
const DAYS = 8;
const GUILDS = ['1', '2', '9007199254740993'];

let db: Database;
beforeEach(async () => {
  db = await createTestDatabase();
  await loadCounts(db, countsOf(someCells({ guildIds: GUILDS, fromDay: TODAY - DAYS + 1, days: DAYS, each: 400 })));
});
afterEach(() => db.close());

/** Everything the functions say, by cell: what readers see. */
const cells = () => cellsOf(db, GUILDS, (TODAY - 40) * 24, (TODAY + 1) * 24);

async function countRows(table: string): Promise<number> {
  const { rows } = await db.pool.query(`SELECT count(*)::int4 AS rows FROM analytics.${table}`);
  return rows[0].rows;
}

test('packed days read as they did, and their rows are gone; days of the last three are left', async () => {
  const before = await cells();
  const live = await countRows('message_hour');
  const moved = await packDays(db, NOW);
  expect(await cells()).toEqual(before);
  expect(await countRows('message_hour')).toBeLessThan(live);
  const { rows } = await db.pool.query(
    `SELECT min(hour) / 24 AS live, (SELECT max(day) FROM analytics.message_pack) AS packed,
            (SELECT max(day) FROM analytics.voice_pack) AS voice FROM analytics.message_hour`,
  );
  expect(rows).toEqual([{ live: TODAY - 3, packed: TODAY - 4, voice: TODAY - 4 }]);
  expect(moved).toBeGreaterThan(0);
  expect(await packDays(db, NOW)).toBe(0);
  // Part of a day, and hours of a packed and of a live one.
  for (const [from, to] of [
    [(TODAY - 5) * 24 + 7, (TODAY - 5) * 24 + 8],
    [(TODAY - 5) * 24 + 13, (TODAY - 2) * 24 + 5],
  ] as const)
    expect(await cellsOf(db, GUILDS, from, to)).toEqual(before.filter(({ hour }) => hour >= from && hour < to));
});

test('what arrives for a packed day is counted once, beside it and then in it', async () => {
  await packDays(db, NOW);
  const late = someCells({ guildIds: GUILDS.slice(0, 2), fromDay: TODAY - 6, days: 2, each: 60, seed: 2 });
  const before = await cells();
  await loadCounts(db, countsOf(late));
  const after = await cells();
  const sum = (of: typeof before) => of.reduce((total, one) => total + one.messages + one.activeMs, 0);
  expect(sum(after)).toBe(sum(before) + sum(late));
  // Two workers at once.
  const moved = await Promise.all([packDays(db, NOW), packDays(db, NOW)]);
  expect(moved[0] + moved[1]).toBe(late.flatMap((one) => [one.messages, one.activeMs]).filter((n) => n > 0).length);
  expect(await cells()).toEqual(after);
  const { rows } = await db.pool.query('SELECT 1 FROM analytics.message_hour WHERE hour < $1', [(TODAY - 3) * 24]);
  expect(rows).toEqual([]);
});

test('a packing that was cut off has changed nothing, and the next one does it', async () => {
  const before = await cells();
  for (let cut = 0; cut < 4; cut++) {
    const packing = packDays(db, NOW).catch(() => 'cut off');
    await new Promise((resolve) => setTimeout(resolve, 3 + cut * 9));
    await db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' AND query ~ 'pack'`,
    );
    await packing;
    expect(await cells()).toEqual(before);
  }
  await packDays(db, NOW);
  expect(await cells()).toEqual(before);
});

test('rows written while it packs are in, once', async () => {
  const cell = { guildId: '1', channelId: '5', userId: '77', hour: (TODAY - 6) * 24 + 3, messages: 1, activeMs: 0 };
  let running = true;
  let written = 0;
  const writing = (async () => {
    while (running) {
      await loadCounts(db, countsOf([cell]));
      written += 1;
    }
  })();
  for (let round = 0; round < 15; round++) await packDays(db, NOW);
  running = false;
  await writing;
  const found = (await cells()).filter((one) => one.userId === cell.userId);
  expect(written).toBeGreaterThan(5);
  expect(found).toEqual([{ ...cell, messages: written }]);
});

test('a person is erased from packed and live days, and nobody else', async () => {
  await packDays(db, NOW);
  const before = await cells();
  const personId = before[0]?.userId ?? '';
  const theirs = before.filter((one) => one.userId === personId);
  expect(theirs.length).toBeGreaterThan(20);
  const erased = await erasePerson(db, { personId });
  expect(erased).toBe(theirs.flatMap((one) => [one.messages, one.activeMs]).filter((n) => n > 0).length);
  expect(await cells()).toEqual(before.filter((one) => one.userId !== personId));
  expect(await erasePerson(db, { personId })).toBe(0);
});

test('a row that held one person alone goes with them', async () => {
  await loadCounts(
    db,
    countsOf([{ guildId: '4', channelId: '5', userId: '78', hour: (TODAY - 6) * 24, messages: 2, activeMs: 0 }]),
  );
  await packDays(db, NOW);
  expect(await erasePerson(db, { personId: '78' })).toBe(1);
  expect((await db.pool.query('SELECT 1 FROM analytics.message_pack WHERE guild_id = 4')).rows).toEqual([]);
});

test('packed days end with their guild and with their thirty days', async () => {
  await packDays(db, NOW);
  const before = await cells();
  await deleteGuildCounts(db, '2', async () => true);
  expect(await cells()).toEqual(before.filter((one) => one.guildId !== '2'));
  await dropExpiredPartitions(db, NOW + 24 * DAY_MS, 30);
  const left = await cells();
  expect(left).toEqual(before.filter((one) => one.guildId !== '2' && one.hour >= (TODAY - 5) * 24));
  expect(left.some((one) => one.hour < (TODAY - 3) * 24)).toBe(true);
});

test('statistics copy nobody into the catalog', async () => {
  await packDays(db, NOW);
  await db.pool.query('ANALYZE');
  const { rows } = await db.pool.query(
    `SELECT tablename, attname FROM pg_stats WHERE schemaname = 'analytics' AND tablename ~ '_pack' AND attname = 'user_ids'`,
  );
  expect(rows).toEqual([]);
});

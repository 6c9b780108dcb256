import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { deleteGuildCounts } from './delete-guild-counts.server.ts';
import { erasePerson } from './erase-person.server.ts';
import { dropExpiredPartitions } from './keep-partitions.server.ts';
import { loadCounts } from './load-counts.server.ts';
import { mergeDays } from './merge-days.server.ts';
import { rollUp } from './roll-up.server.ts';
import { rollUpGuilds } from './roll-up-guilds.server.ts';
import { type Cell, countsOf, someCells } from './testing/cells.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const TODAY = 20_430;
const GUILDS = ['1', '2', '9007199254740993'];

let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  await db.pool.query('INSERT INTO guild (id) SELECT unnest($1::int8[])', [GUILDS]);
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) SELECT unnest($1::int8[]), $2', [
    GUILDS,
    (TODAY - 40) * DAY_MS,
  ]);
});
afterEach(() => db.close());

const load = (cells: readonly Cell[]) => loadCounts(db, countsOf(cells));
const cellsOfDays = (fromDay: number, days: number, seed: number) =>
  someCells({ guildIds: GUILDS, fromDay, days, each: days * 12, seed });

async function makeUntil(ms: number): Promise<number> {
  await db.pool.query(
    `INSERT INTO gateway.shard (shard_count, shard_id, observed_ms) VALUES (1, 0, $1)
     ON CONFLICT (shard_count, shard_id) DO UPDATE SET observed_ms = excluded.observed_ms`,
    [ms],
  );
  return rollUp(db, ms);
}

async function totals() {
  const days = await db.prisma.guildDay.findMany({ orderBy: [{ guildId: 'asc' }, { day: 'asc' }] });
  const months = await db.prisma.activeMonth.findMany({ orderBy: [{ guildId: 'asc' }, { day: 'asc' }] });
  return {
    weeks: days.map(({ guildId, day, activeWeek, newcomers, returned, lapsed, regulars }) =>
      [guildId, day, activeWeek, newcomers, returned, lapsed, regulars].join(' '),
    ),
    months: months.map(({ guildId, day, people }) => [guildId, day, people].join(' ')),
  };
}

/** Counts the weeks of the days from `fromDay` on, and the month, again: from the hourly rows alone. */
async function recount(timeZone: string, { fromDay, month }: { fromDay: number; month: number }): Promise<void> {
  await db.pool.query('UPDATE analytics.guild_day SET active_week = -1, lapsed = -1, regulars = -1 WHERE day >= $1', [
    fromDay,
  ]);
  await db.pool.query('UPDATE analytics.active_month SET people = -1 WHERE day = $1', [month]);
  const days = await db.prisma.guildDay.findMany({
    where: { day: { gte: fromDay } },
    distinct: ['day'],
    orderBy: { day: 'asc' },
  });
  const weeks = days.map((row) => row.day);
  const client = await db.pool.connect();
  const works = GUILDS.map((guildId) => ({ guildId, timeZone, days: [], weeks, month, top: false, closedDay: 0 }));
  await rollUpGuilds(client, works, (month - 29) * 24).finally(() => client.release());
}

/** People in lists, with what they did. */
async function listed(where = 'true'): Promise<{ bytes: number; lists: number }> {
  const { rows } = await db.pool.query<{ bytes: number; lists: number }>(
    `SELECT coalesce(sum(length(user_ids)), 0)::int4 AS bytes, count(*)::int4 AS lists FROM analytics.person_day WHERE ${where}`,
  );
  return rows[0] ?? { bytes: 0, lists: 0 };
}

test.each([
  ['UTC', 'Asia/Kolkata'],
  ['Pacific/Kiritimati', 'America/New_York'],
  ['America/New_York', 'Pacific/Kiritimati'],
])(
  'after the clocks of a guild change from %s to %s lists of the old days still count right',
  async (before, after) => {
    await db.prisma.guild.updateMany({ data: { timeZone: before } });
    await load(cellsOfDays(TODAY - 32, 32, 1));
    await makeUntil(TODAY * DAY_MS);
    expect((await listed()).bytes).toBeGreaterThan(0);
    await mergeDays(db, TODAY * DAY_MS);
    await db.prisma.guild.updateMany({ data: { timeZone: after } });
    await load(cellsOfDays(TODAY, 3, 2));
    for (let hour = 1; hour <= 72; hour += hour % 24 === 0 ? 1 : 23) await makeUntil((TODAY * 24 + hour) * HOUR_MS);
    const made = await totals();
    expect(made.months.filter((row) => row.includes(` ${TODAY + 2} `))).toHaveLength(GUILDS.length);
    await recount(after, { fromDay: TODAY + 1, month: TODAY + 2 });
    expect(await totals()).toEqual(made);
  },
);

test('a list is made again with rows that came late, and the weeks and the month after them', async () => {
  await load(cellsOfDays(TODAY - 30, 30, 3));
  await makeUntil(TODAY * DAY_MS);
  const before = await totals();
  const late = { guildId: '1', channelId: '50', userId: '77', hour: (TODAY - 9) * 24 + 3, messages: 1, activeMs: 0 };
  await load([late]);
  await db.prisma.rollUpDue.create({ data: { guildId: 1n, hour: late.hour } });
  expect(await makeUntil(TODAY * DAY_MS + 60_000)).toBe(1);
  const made = await totals();
  expect(made).not.toEqual(before);
  expect(made.months.find((row) => row.startsWith('1 '))).not.toEqual(
    before.months.find((row) => row.startsWith('1 ')),
  );
  await recount('UTC', { fromDay: TODAY - 3, month: TODAY - 1 });
  expect(await totals()).toEqual(made);
});

test('lists that are not there yet are made, once, from rows of every form', async () => {
  await load(cellsOfDays(TODAY - 30, 31, 4));
  await makeUntil(TODAY * DAY_MS);
  const made = await totals();
  const lists = await listed();
  await db.pool.query('TRUNCATE analytics.person_day; DELETE FROM analytics.active_month');
  await mergeDays(db, TODAY * DAY_MS);
  await makeUntil(TODAY * DAY_MS + 60_000);
  expect((await totals()).months).toEqual(made.months);
  expect(await listed()).toEqual(lists);
});

test('lists of the most active that are missing, or of another day, are made at once, and not where nobody was', async () => {
  const active = GUILDS.slice(1);
  await load(someCells({ guildIds: active, fromDay: TODAY - 30, days: 30, each: 300, seed: 6 }));
  await makeUntil(TODAY * DAY_MS);
  const lists = async () =>
    (
      await db.pool.query<{ guild_id: string }>(
        'SELECT guild_id, days, measure, from_day, day, user_ids, amounts FROM analytics.top_member ORDER BY 1, 2, 3',
      )
    ).rows;
  const made = await lists();
  expect(new Set(made.map((row) => row.guild_id))).toEqual(new Set(active));
  await db.pool.query('DELETE FROM analytics.top_member WHERE guild_id = $1', [active[0]]);
  await db.pool.query('UPDATE analytics.top_member SET day = day - 1, user_ids = user_ids[2:]');
  expect(await makeUntil(TODAY * DAY_MS + 60_000), 'no day is made for it').toBe(0);
  expect(await lists()).toEqual(made);
});

test('who is erased is in no list any more, also in one that is being made meanwhile', async () => {
  await load(cellsOfDays(TODAY - 30, 30, 5));
  await makeUntil((TODAY - 1) * DAY_MS);
  const [personId = ''] = someCells({ guildIds: ['1'], fromDay: TODAY - 1, days: 1, each: 1, seed: 5 }).map(
    (one) => one.userId,
  );
  const client = await db.pool.connect();
  await client.query('BEGIN');
  const works = GUILDS.map((guildId) => ({
    guildId,
    timeZone: 'UTC',
    days: [TODAY - 1],
    weeks: [TODAY - 1],
    month: null,
    top: true,
    closedDay: TODAY - 1,
  }));
  await rollUpGuilds(client, works, (TODAY - 30) * 24);
  const erasing = erasePerson(db, { personId });
  await expect
    .poll(
      async () =>
        (
          await db.pool.query(
            `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
              WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()`,
          )
        ).rowCount,
    )
    .toBe(1);
  await client.query('COMMIT');
  client.release();
  expect(await erasing).toBeGreaterThan(20);
  const theirs = `position(int8send(${BigInt(personId)}) IN user_ids) > 0`;
  expect(await listed(theirs)).toEqual({ bytes: 0, lists: 0 });
  expect((await listed()).bytes).toBeGreaterThan(0);
  expect((await db.pool.query('SELECT 1 FROM analytics.top_member WHERE $1 = ANY(user_ids)', [personId])).rows).toEqual(
    [],
  );
  // The lists that are left say what the rows that are left say.
  const weeks = async (closedDay: number) => {
    const again = works.map((work) => ({ ...work, days: [], top: false, closedDay }));
    const second = await db.pool.connect();
    await rollUpGuilds(second, again, (TODAY - 30) * 24).finally(() => second.release());
    return (await totals()).weeks;
  };
  expect(await weeks(TODAY - 1)).toEqual(await weeks(0));
  expect(await erasePerson(db, { personId })).toBe(0);
});

test('lists end with their guild and with their thirty days, and nobody of them is in the catalog', async () => {
  await load(cellsOfDays(TODAY - 30, 30, 6));
  await makeUntil(TODAY * DAY_MS);
  await deleteGuildCounts(db, '2', async () => true);
  expect(await listed('guild_id = 2')).toEqual({ bytes: 0, lists: 0 });
  expect((await listed(`day = ${TODAY - 30}`)).lists).toBe(2);
  await dropExpiredPartitions(db, TODAY * DAY_MS + 13 * 60_000, 30);
  expect((await listed(`day <= ${TODAY - 30}`)).lists).toBe(0);
  expect((await listed(`day = ${TODAY - 29}`)).lists).toBe(2);
  await db.pool.query('ANALYZE');
  const { rows } = await db.pool.query(
    `SELECT 1 FROM pg_stats WHERE schemaname = 'analytics' AND tablename ~ '^(person_day|top_member)' AND attname IN ('user_ids', 'counts')`,
  );
  expect(rows).toEqual([]);
});

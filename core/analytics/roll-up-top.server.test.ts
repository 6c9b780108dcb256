import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { ACTIVITY_KEPT_DAYS, deleteExpiredTops } from './keep-partitions.server.ts';
import { listTopMembers } from './list-top-members.server.ts';
import { rollUpGuilds } from './roll-up-guilds.server.ts';
import { MOST_TOP_MEMBERS } from './rules/top-members.ts';
import { putMessages, putVoice } from './testing/put-cells.ts';

const GUILD = '700000000000000001';
const DAY_MS = 86_400_000;
/** The day that is over. */
const DAY = Date.parse('2026-03-14') / DAY_MS;
const HELD = (DAY + 1 - ACTIVITY_KEPT_DAYS) * 24;

let db: WholeDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
}, 120_000);
afterAll(() => db?.close());
beforeEach(async () => {
  await db.pool.query(
    'TRUNCATE analytics.message_pack, analytics.voice_pack, analytics.guild_day, analytics.top_member, analytics.objection, analytics.membership',
  );
  await endDay(DAY);
});

async function endDay(day: number): Promise<void> {
  await db.pool.query(
    `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms,
            posters, voice_users, active, joins, left_first_day, left_first_week, left_first_month, left_later,
            left_unknown, observed_messages, observed_voice)
     VALUES ($1, $2, 'UTC', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1)`,
    [GUILD, day],
  );
}
const wrote = (userId: number, day: number, messages: number, guildId = GUILD) =>
  putMessages(db, [[guildId, 5, userId, day * 24 + 12, messages]]);
/** From the rows themselves: no day is closed. */
async function make(timeZone = 'UTC', held = HELD): Promise<void> {
  const client = await db.pool.connect();
  const work = { guildId: GUILD, timeZone, days: [], weeks: [], month: null, top: true, closedDay: 0 };
  await rollUpGuilds(client, [work], held).finally(() => client.release());
}
const top = async (days: 7 | 28) =>
  (await listTopMembers(db, { guildId: GUILD }, days)).lists.messages.map(({ userId, value }) => [userId, value]);

test('a list is of its days alone, the most active first', async () => {
  await wrote(1, DAY, 5);
  await wrote(1, DAY - 6, 5);
  await wrote(2, DAY - 7, 100);
  await wrote(3, DAY - 1, 11);
  await wrote(4, DAY + 1, 500);
  await wrote(5, DAY, 500, '700000000000000009');
  await putVoice(db, [
    [GUILD, 6, 1, DAY * 24, 10, 20, 30, 1_000],
    [GUILD, 6, 9, DAY * 24, 0, 0, 0, 1_000],
  ]);
  await make();
  expect(await top(7)).toEqual([
    ['3', 11],
    ['1', 10],
  ]);
  expect(await top(28)).toEqual([
    ['2', 100],
    ['3', 11],
    ['1', 10],
  ]);
  const { day, lists } = await listTopMembers(db, { guildId: GUILD }, 7);
  expect(day).toBe(DAY);
  expect(lists.voice).toEqual([{ userId: '1', value: 60 }]);
});

test('who objects or has left is neither listed nor shown, also when it happens later', async () => {
  for (const userId of [1, 2, 3, 4]) await wrote(userId, DAY, userId);
  await db.pool.query('INSERT INTO analytics.objection (user_id, guild_id) VALUES (1, 0)');
  await leave(2);
  await make();
  const { rows } = await db.pool.query<{ user_id: string }>(
    'SELECT DISTINCT unnest(user_ids) AS user_id FROM analytics.top_member',
  );
  expect(rows.map(({ user_id }) => user_id).sort()).toEqual(['3', '4']);
  await db.pool.query('INSERT INTO analytics.objection (user_id, guild_id) VALUES (3, $1), (4, 1)', [GUILD]);
  expect(await top(7)).toEqual([['4', 4]]);
  await leave(4);
  expect(await top(7)).toEqual([]);

  async function leave(userId: number): Promise<void> {
    await db.pool.query(
      `INSERT INTO analytics.membership (guild_id, user_id, first_joined_ms, joined_ms, left_ms) VALUES ($1, $2, 0, 0, 1)`,
      [GUILD, userId],
    );
  }
});

test('a list is made anew with each day, once, and holds no more people than it may', async () => {
  await putMessages(
    db,
    Array.from({ length: MOST_TOP_MEMBERS + 10 }, (_, at) => [GUILD, 5, at + 1, DAY * 24, at + 1]),
  );
  await make();
  expect(await top(7)).toHaveLength(MOST_TOP_MEMBERS);
  await wrote(1_000, DAY, 1_000);
  await make();
  expect((await top(7))[0]).toEqual(['60', 60]);
  await endDay(DAY + 1);
  await make();
  expect((await top(7))[0]).toEqual(['1000', 1_000]);
});

test('a list is as long as it may be, however many of the most active object', async () => {
  await putMessages(
    db,
    Array.from({ length: 200 }, (_, at) => [GUILD, 5, at + 1, DAY * 24, at + 1]),
  );
  await db.pool.query(
    'INSERT INTO analytics.objection (user_id, guild_id) SELECT person, 0 FROM generate_series(91, 200) AS person',
  );
  await make();
  expect(await top(7)).toEqual(
    Array.from({ length: MOST_TOP_MEMBERS }, (_, place) => [String(90 - place), 90 - place]),
  );
});

test.each([
  ['Pacific/Kiritimati', DAY - 28],
  ['UTC', DAY - 27],
  ['Pacific/Pago_Pago', DAY - 27],
])('in %s a list goes with the oldest hour it rests on', async (timeZone, oldest) => {
  await wrote(1, DAY - 3, 1);
  await make(timeZone, 0);
  const { rows } = await db.pool.query<{ from_day: number }>(
    'SELECT from_day FROM analytics.top_member WHERE days = 28',
  );
  expect(rows).toEqual([{ from_day: oldest }]);
  const at = (day: number) => (day + 30) * DAY_MS;
  expect(await deleteExpiredTops(db, at(oldest) - 1, ACTIVITY_KEPT_DAYS)).toBe(0);
  expect(await deleteExpiredTops(db, at(oldest), ACTIVITY_KEPT_DAYS)).toBe(1);
});

test('a list whose days are not all held is not made', async () => {
  await wrote(1, DAY, 1);
  await make('UTC', (DAY - 10) * 24);
  expect(await top(7)).toHaveLength(1);
  expect(await top(28)).toHaveLength(0);
});

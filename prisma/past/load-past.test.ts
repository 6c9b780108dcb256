import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import { plantSeed } from '../seed.ts';
import { type LoadedPast, loadPast } from './load-past.ts';
import { type PastDay, readDays, type Stretch } from './read-past.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const beganMs = Date.UTC(2026, 10, 21, 16, 33, 12, 345);
const days = 45;

let running: RunningSimulator;
let db: Database;
let guildIds: string[];
let url: string;
let loaded: LoadedPast | null;
/** What the totals could be made from when each day was over. */
const closed: { nowMs: number; messages: number; oldestHour: number }[] = [];

beforeAll(async () => {
  running = await startSimulator({ guilds: 9, largestGuild: 900, eventsPerSecond: 0, pastDays: days, beganMs });
  guildIds = [0, 1, 2, 8].map((index) => running.sim.world.guildAt(index).id);
  url = `${running.url}/control/past`;
  db = await createTestDatabase();
  const closeDay = async (nowMs: number) => {
    const { rows } = await db.pool.query<{ messages: number; hour: number }>(
      'SELECT sum(messages)::int4 AS messages, min(hour) AS hour FROM analytics.message_hour',
    );
    closed.push({ nowMs, messages: rows[0]?.messages ?? 0, oldestHour: rows[0]?.hour ?? 0 });
  };
  loaded = await loadPast(db, { url, guildIds, closeDay });
}, 120_000);
afterAll(async () => {
  await db.close();
  await running.stop();
});

const firstKeptDay = Math.floor(beganMs / DAY_MS) - 29;

async function stream(): Promise<PastDay[]> {
  const all: PastDay[] = [];
  for await (const together of readDays(url, guildIds)) all.push(...together);
  return all;
}

async function truth(): Promise<Record<string, number | string>[]> {
  const cells: Record<string, number | string>[] = [];
  for (const guildId of guildIds) {
    const text = await (await fetch(`${running.url}/control/ledger?past=1&guildId=${guildId}`)).text();
    for (const line of text.split('\n')) if (line) cells.push(JSON.parse(line));
  }
  return cells.filter((cell) => Number(cell.hour) >= firstKeptDay * 24);
}

const asText = (rows: readonly object[]) => rows.map((row) => Object.values(row).join(' ')).sort();
const query = async (sql: string) => asText((await db.pool.query<Record<string, unknown>>(sql)).rows);

describe('the loaded past', () => {
  test('holds the same messages and voice as the ledger, for the days that are kept', async () => {
    const cells = await truth();
    const messages = cells.filter((cell) => Number(cell.messages) > 0);
    expect(messages.length).toBeGreaterThan(1000);
    expect(await query('SELECT guild_id, channel_id, user_id, hour, messages FROM analytics.message_hour')).toEqual(
      asText(messages.map((cell) => [cell.guildId, cell.channelId, cell.userId, cell.hour, cell.messages])),
    );
    const parts = (cell: Record<string, number | string>) =>
      [cell.activeMs, cell.mutedMs, cell.deafenedMs, cell.aloneMs].map(Number);
    const voice = cells.filter((cell) => parts(cell).some((ms) => ms > 0));
    expect(voice.length).toBeGreaterThan(300);
    expect(
      await query(
        'SELECT guild_id, channel_id, user_id, hour, active_ms, muted_ms, deafened_ms, alone_ms FROM analytics.voice_hour',
      ),
    ).toEqual(asText(voice.map((cell) => [cell.guildId, cell.channelId, cell.userId, cell.hour, ...parts(cell)])));
  });

  test('was there whole when its totals were made, 30 days at a time, and not longer', async () => {
    const sums = new Map<number, number>();
    for (const { day, cells } of await stream())
      sums.set(day, (sums.get(day) ?? 0) + cells.reduce((sum, one) => sum + one.messages, 0));
    expect(closed.map((one) => one.nowMs)).toEqual(
      [...sums.keys()].map((day) => Math.min(beganMs, (day + 1) * DAY_MS)),
    );
    for (const { nowMs, messages, oldestHour } of closed) {
      const last = Math.ceil(nowMs / DAY_MS) - 1;
      let sum = 0;
      for (const [day, of] of sums) if (day <= last && day > last - 30) sum += of;
      expect(messages).toBe(sum);
      expect(oldestHour).toBeGreaterThanOrEqual((last - 29) * 24);
    }
  });

  test('keeps no row that names a person beyond its time', async () => {
    const { rows } = await db.pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relname ~ '^(message|voice)_hour_' AND relkind = 'r' ORDER BY 1`,
    );
    const oldest = new Date(firstKeptDay * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
    expect(rows.length).toBeGreaterThan(55);
    for (const { name } of rows) expect(name.slice(-8) >= oldest, name).toBe(true);
    const { rowCount } = await db.pool.query('SELECT 1 FROM analytics.membership WHERE left_ms <= $1', [
      beganMs - 30 * DAY_MS,
    ]);
    expect(rowCount).toBe(0);
  });

  test('knows who is a member since when, and how many came and went in each hour', async () => {
    const people = new Map<
      string,
      { guildId: string; userId: string; first: number; joined: number; left: number | null }
    >();
    const growth = new Map<string, number[]>();
    for (const { guildId, memberships } of await stream()) {
      for (const { userId, kind, atMs } of memberships) {
        const hour = `${guildId} ${Math.floor(atMs / HOUR_MS)}`;
        const counts = growth.get(hour) ?? [0, 0, 0, 0, 0, 0];
        growth.set(hour, counts);
        const key = `${guildId} ${userId}`;
        const one = people.get(key);
        if (kind === 'join') {
          counts[0] = (counts[0] ?? 0) + 1;
          const isReturn = one?.left != null && atMs - one.left < 30 * DAY_MS;
          people.set(key, { guildId, userId, first: isReturn ? one.first : atMs, joined: atMs, left: null });
          continue;
        }
        const stayed = one ? (atMs - one.joined) / DAY_MS : null;
        const column = stayed === null ? 5 : stayed < 1 ? 1 : stayed < 8 ? 2 : stayed <= 30 ? 3 : 4;
        counts[column] = (counts[column] ?? 0) + 1;
        if (one) one.left = atMs;
      }
    }
    const kept = [...people.values()].filter((one) => one.left === null || one.left > beganMs - 30 * DAY_MS);
    expect(kept.some((one) => one.first !== one.joined)).toBe(true);
    expect(
      await query('SELECT guild_id, user_id, first_joined_ms, joined_ms, left_ms FROM analytics.membership'),
    ).toEqual(asText(kept));
    expect(
      await query(
        'SELECT guild_id, hour, joins, left_first_day, left_first_week, left_first_month, left_later, left_unknown FROM analytics.growth_hour',
      ),
    ).toEqual([...growth].map(([hour, counts]) => [hour, ...counts].join(' ')).sort());
  });

  test('knows the most people at once in voice, hour by hour', async () => {
    const all = await stream();
    const holes = all.flatMap(({ guildId, holes: of }) => of.map((hole) => ({ guildId, ...hole })));
    const peaks = new Map<string, number>();
    for (const { guildId, stretches } of all) {
      const own = holes.filter((hole) => hole.guildId === guildId);
      const people = stretches.filter((one) => !one.afk && !one.bot);
      // The number only rises where somebody comes, an hour begins or a hole ends.
      const instants = new Set(people.flatMap((one) => [one.fromMs, ...hoursIn(one), ...own.map((hole) => hole.toMs)]));
      for (const ms of instants) {
        if (own.some((hole) => hole.fromMs <= ms && ms < hole.toMs)) continue;
        const now = people.filter((one) => one.fromMs <= ms && ms < one.toMs);
        const hour = Math.floor(ms / HOUR_MS);
        const raise = (channelId: string, count: number) => {
          const key = `${guildId} ${channelId} ${hour}`;
          if (count > 0) peaks.set(key, Math.max(peaks.get(key) ?? 0, count));
        };
        raise('0', now.length);
        for (const channelId of new Set(now.map((one) => one.channelId)))
          raise(channelId, now.filter((one) => one.channelId === channelId).length);
      }
    }
    expect(Math.max(...peaks.values())).toBeGreaterThan(3);
    expect(await query('SELECT guild_id, channel_id, hour, people FROM analytics.voice_peak')).toEqual(
      [...peaks].map(([key, people]) => `${key} ${people}`).sort(),
    );
  });

  test('says what was not observed: the holes, and the time until a cluster has the guilds', async () => {
    const holes = (await stream()).flatMap(({ guildId, holes: of }) => of.map((hole) => ({ guildId, ...hole })));
    expect(await query('SELECT guild_id, kind, from_ms, to_ms, reason FROM analytics.coverage_gap')).toEqual(
      asText([...holes, ...guildIds.map((guildId) => [guildId, 'all', beganMs, null, 'restart'])]),
    );
    expect(holes).toHaveLength(2);
    const fromMs = (Math.floor(beganMs / DAY_MS) - days) * DAY_MS;
    expect(await query('SELECT guild_id, from_ms, to_ms FROM analytics.counting_span')).toEqual(
      asText(guildIds.map((guildId) => [guildId, fromMs, null])),
    );
    const threads = (await stream()).flatMap(({ guildId, threads: of }) => of.map((one) => ({ guildId, ...one })));
    expect(await query('SELECT guild_id, thread_id, parent_id FROM analytics.thread')).toEqual(asText(threads));
  });

  test('cut off in the middle and begun again, is the same', async () => {
    const other = await createTestDatabase();
    let left = 33;
    const cut = loadPast(other, {
      url,
      guildIds,
      closeDay: async () => {
        left -= 1;
        if (left === 0) throw new Error('the power went');
      },
    });
    await expect(cut).rejects.toThrow('the power went');
    expect((await other.pool.query('SELECT 1 FROM analytics.message_hour')).rowCount).toBeGreaterThan(0);
    expect(await loadPast(other, { url, guildIds, closeDay: async () => {} })).toEqual(loaded);
    for (const table of ['message_hour', 'voice_hour', 'membership', 'growth_hour', 'voice_peak', 'counting_span']) {
      const rows = (await other.pool.query<Record<string, unknown>>(`SELECT * FROM analytics.${table}`)).rows;
      const here = (await db.pool.query<Record<string, unknown>>(`SELECT * FROM analytics.${table}`)).rows;
      const withoutId = (row: Record<string, unknown>) => (table === 'counting_span' ? { ...row, id: 0 } : row);
      expect(asText(rows.map(withoutId))).toEqual(asText(here.map(withoutId)));
    }
    await other.close();
  }, 60_000);
});

test('the seed loads the past once, and none into a database that was counted into', async () => {
  const { world } = running.sim;
  const seed = {
    staffId: world.people.persona('staff').user.id,
    premiumGuildIds: guildIds.slice(2, 3),
    suspended: [],
    pastUrl: url,
  };
  const fresh = await createTestDatabase();
  const words: string[] = [];
  expect(await plantSeed(fresh, seed, (text) => words.push(text))).toMatchObject({ past: { days } });
  expect(words.at(-1)).toBe(`day ${days} of ${days} of the past`);
  const count = async (of: Database) => (await of.pool.query('SELECT 1 FROM analytics.message_hour')).rowCount;
  const rows = await count(fresh);
  expect(rows).toBeGreaterThan(0);
  const sent = new Map<number, number>();
  for await (const [day] of readDays(url, seed.premiumGuildIds))
    if (day)
      sent.set(
        day.day,
        day.cells.reduce((sum, one) => sum + one.messages, 0),
      );
  sent.delete(Math.floor(beganMs / DAY_MS));
  const totals = await fresh.pool.query<{ day: number; messages: number }>(
    'SELECT day, messages FROM analytics.guild_day ORDER BY day',
  );
  expect(totals.rows.map((row) => [row.day, row.messages])).toEqual([...sent]);
  expect(await plantSeed(fresh, seed)).toBeNull();
  expect(await count(fresh)).toBe(rows);
  await fresh.close();

  const counted = await createTestDatabase();
  await counted.prisma.shard.create({ data: { shardCount: 1, shardId: 0 } });
  expect(await plantSeed(counted, seed)).toEqual({ past: null });
  expect(await count(counted)).toBe(0);
  await counted.close();
});

function hoursIn(one: Stretch): number[] {
  const hours: number[] = [];
  for (let ms = Math.ceil(one.fromMs / HOUR_MS) * HOUR_MS; ms < one.toMs; ms += HOUR_MS) hours.push(ms);
  return hours;
}

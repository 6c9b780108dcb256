import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settleInvites } from '#core/analytics/settle-invites.server.ts';
import { type PlainWorld, plainCohort } from '#core/analytics/testing/plain-totals.ts';
import { messageCells, voiceCells } from '#core/analytics/testing/put-cells.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import type { Guild } from '../../simulator/world/types.ts';
import { plantSeed } from '../seed.ts';
import { closeDay } from './close-day.ts';
import { type LoadedPast, loadPast } from './load-past.ts';
import { type PastDay, readDays, type Stretch } from './read-past.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const beganMs = Date.UTC(2026, 10, 21, 16, 33, 12, 345);
const days = 45;

let running: RunningSimulator;
let db: WholeDatabase;
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
  const noteAndClose = async (nowMs: number) => {
    const { rows } = await db.pool.query<{ messages: number; hour: number }>(
      `SELECT sum(messages)::int4 AS messages, min(hour) AS hour FROM ${messageCells}`,
    );
    closed.push({ nowMs, messages: rows[0]?.messages ?? 0, oldestHour: rows[0]?.hour ?? 0 });
    await closeDay(db, guildIds, nowMs);
  };
  loaded = await loadPast(db, { url, guildIds, closeDay: noteAndClose });
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
    expect(await query(`SELECT guild_id, channel_id, user_id, hour, messages FROM ${messageCells}`)).toEqual(
      asText(messages.map((cell) => [cell.guildId, cell.channelId, cell.userId, cell.hour, cell.messages])),
    );
    const parts = (cell: Record<string, number | string>) =>
      [cell.activeMs, cell.mutedMs, cell.deafenedMs, cell.aloneMs].map(Number);
    const voice = cells.filter((cell) => parts(cell).some((ms) => ms > 0));
    expect(voice.length).toBeGreaterThan(300);
    expect(
      await query(
        `SELECT guild_id, channel_id, user_id, hour, active_ms, muted_ms, deafened_ms, alone_ms FROM ${voiceCells}`,
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
      `SELECT relname AS name FROM pg_class WHERE relname ~ '^(message|voice)_pack_' AND relkind = 'r' ORDER BY 1`,
    );
    const oldest = new Date(firstKeptDay * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
    expect(rows.length).toBeGreaterThan(55);
    for (const { name } of rows) expect(name.slice(-8) >= oldest, name).toBe(true);
    const { rowCount } = await db.pool.query('SELECT 1 FROM analytics.membership WHERE left_ms <= $1', [
      beganMs - 30 * DAY_MS,
    ]);
    expect(rowCount).toBe(0);
  });

  test('knows who is a member since when and by which invite, and how many came and went in each hour', async () => {
    const people = new Map<
      string,
      { guildId: string; userId: string; first: number; joined: number; left: number | null; code: string | null }
    >();
    const growth = new Map<string, number[]>();
    const all = await stream();
    const codes = knownCodes(all);
    for (const { guildId, memberships } of all) {
      for (const { userId, kind, atMs } of memberships) {
        const hour = `${guildId} ${Math.floor(atMs / HOUR_MS)}`;
        const counts = growth.get(hour) ?? [0, 0, 0, 0, 0, 0];
        growth.set(hour, counts);
        const key = `${guildId} ${userId}`;
        const one = people.get(key);
        if (kind === 'join') {
          counts[0] = (counts[0] ?? 0) + 1;
          const isReturn = one?.left != null && atMs - one.left < 30 * DAY_MS;
          const first = isReturn ? one.first : atMs;
          const code = codes.get(`${guildId} ${first}`) ?? null;
          people.set(key, { guildId, userId, first, joined: atMs, left: null, code });
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
    const joins = all.flatMap((day) => day.memberships.filter((one) => one.inviteCode !== null));
    expect(codes.size).toBeGreaterThan(0.95 * joins.length);
    expect(new Set(kept.map((one) => one.code)).size).toBeGreaterThan(10);
    expect(
      await query(
        'SELECT guild_id, user_id, first_joined_ms, joined_ms, left_ms, invite_code FROM analytics.membership',
      ),
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

  test('keeps what became of people by what they came by, as the truth has it, and nothing of fewer than ten', async () => {
    const all = await stream();
    const codes = knownCodes(all);
    let singles = 0;
    for (const guildId of guildIds) {
      const { rows } = await db.pool.query<KeptSource>(
        'SELECT week, source, code, joined, stayed_week1, active_week1 FROM analytics.retention_invite WHERE guild_id = $1',
        [guildId],
      );
      for (const week of new Set(rows.map((row) => row.week))) {
        const plain = plainWeekOf(
          all.filter((day) => day.guildId === guildId),
          week,
        );
        const monday = new Date(week * DAY_MS).toISOString().slice(0, 10);
        const own = rows.filter((row) => row.week === week);
        for (const { source, code, ...counts } of own) {
          expect(counts.joined).toBeGreaterThanOrEqual(10);
          if (source === 'others') continue;
          singles += 1;
          const memberships = plain.memberships.filter(({ events }) => {
            const first = firstJoins(events).find((atMs) => isIn(week, atMs));
            return (codes.get(`${guildId} ${first}`) ?? '') === code;
          });
          const { joined, stayedWeek1, activeWeek1 } = plainCohort({ ...plain, memberships }, monday);
          expect({ week, joined, stayed_week1: stayedWeek1, active_week1: activeWeek1 }).toEqual(counts);
        }
        const sum = (of: (row: KeptSource) => number) => own.reduce((total, row) => total + of(row), 0);
        const { joined, stayedWeek1, activeWeek1 } = plainCohort(plain, monday);
        expect([sum((row) => row.joined), sum((row) => row.stayed_week1), sum((row) => row.active_week1)]).toEqual([
          joined,
          stayedWeek1,
          activeWeek1,
        ]);
      }
    }
    expect(singles).toBeGreaterThan(15);
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
    expect((await other.pool.query('SELECT 1 FROM analytics.message_pack')).rowCount).toBeGreaterThan(0);
    expect(await loadPast(other, { url, guildIds, closeDay: async () => {} })).toEqual(loaded);
    const tables = ['membership', 'growth_hour', 'voice_peak', 'counting_span', 'invite_watch', 'invite_use'];
    for (const from of [messageCells, voiceCells, ...tables.map((table) => `analytics.${table}`)]) {
      const rows = (await other.pool.query<Record<string, unknown>>(`SELECT * FROM ${from}`)).rows;
      const here = (await db.pool.query<Record<string, unknown>>(`SELECT * FROM ${from}`)).rows;
      const withoutId = (row: Record<string, unknown>) => ('id' in row ? { ...row, id: 0 } : row);
      expect(asText(rows.map(withoutId))).toEqual(asText(here.map(withoutId)));
    }
    await other.close();
  }, 60_000);

  test('watches invites on from there: by whom nobody looked is not known, and who comes next is', async () => {
    const { world, invites } = running.sim;
    const fromMs = (Math.floor(beganMs / DAY_MS) - days) * DAY_MS;
    const sourcesOf = (guild: Guild) => [...invites.listOpen(guild), ...(guild.vanity ? [guild.vanity] : [])];
    const guilds = [0, 1, 8].map((index) => world.guildAt(index));
    expect(await query('SELECT guild_id, code, uses, gone_ms FROM analytics.invite_use')).toEqual(
      asText(guilds.flatMap((guild) => sourcesOf(guild).map(({ code, uses }) => [guild.id, code, uses, null]))),
    );
    expect(
      await query('SELECT guild_id, state, since_ms, base_from_ms, base_to_ms FROM analytics.invite_watch'),
    ).toEqual(
      asText([
        [world.guildAt(2).id, 'not_permitted', fromMs, null, null],
        ...guilds.map(({ id }) => [id, 'reading', fromMs, beganMs, beganMs]),
      ]),
    );
    const guild = world.guildAt(0);
    const [a = '', b = ''] = guild.invites.keys();
    let person = 5_000;
    const join = async (code: string, afterMs: number | null) => {
      const user = world.people.personIndex(person++);
      const userId = world.people.idOf(user);
      invites.join(guild, user, code);
      // What a cluster writes down of a join that it sees.
      if (afterMs === null) return userId;
      await db.pool.query(
        'INSERT INTO analytics.membership (guild_id, user_id, first_joined_ms, joined_ms) VALUES ($1, $2, $3, $3)',
        [guild.id, userId, beganMs + afterMs],
      );
      await db.pool.query('INSERT INTO analytics.invite_join VALUES ($1, $2, 1)', [guild.id, beganMs + afterMs]);
      return userId;
    };
    const read = (afterMs: number) => {
      const now = { fromMs: beganMs + afterMs, toMs: beganMs + afterMs + 50, vanity: null };
      const open = invites.listOpen(guild).map((invite) => ({ ...invite, expiresMs: null }));
      return settleInvites(db, guild.id, { ...now, invites: open }, 2_000);
    };
    await join(a, null);
    await db.pool.query('UPDATE analytics.coverage_gap SET to_ms = $1 WHERE to_ms IS NULL', [beganMs + 60_000]);
    await db.pool.query('INSERT INTO gateway.shard (shard_count, shard_id, observed_ms) VALUES (1, 0, $1)', [
      beganMs + HOUR_MS,
    ]);
    const unseen = await join(b, 90_000);
    expect(await read(100_000)).toBe('settled');
    const seen = await join(b, 200_000);
    expect(await read(210_000)).toBe('settled');
    const { rows } = await db.pool.query<{ user_id: string; invite_code: string | null }>(
      'SELECT user_id, invite_code FROM analytics.membership WHERE guild_id = $1 AND joined_ms > $2 ORDER BY joined_ms',
      [guild.id, beganMs],
    );
    expect(rows).toEqual([
      { user_id: unseen, invite_code: null },
      { user_id: seen, invite_code: b },
    ]);
  });
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
  const count = async (of: WholeDatabase) => (await of.pool.query('SELECT 1 FROM analytics.message_pack')).rowCount;
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

interface KeptSource {
  week: number;
  source: string;
  code: string;
  joined: number;
  stayed_week1: number;
  active_week1: number;
}

/**
 * By guild and instant of joining: the invite, where comparing uses tells it. Ten seconds are enough to read them, so
 * whoever came sooner after one another is known where all of them came by one; nobody is around a hole or midnight.
 */
function knownCodes(all: readonly PastDay[]): Map<string, string> {
  const known = new Map<string, string>();
  for (const { guildId, day, memberships } of all) {
    const joins = memberships.filter((one) => one.kind === 'join');
    const edges = [day * DAY_MS, Math.min(beganMs, (day + 1) * DAY_MS)];
    const holes = all.flatMap((one) => (one.guildId === guildId ? one.holes : [])).filter(({ kind }) => kind === 'all');
    for (const { atMs, inviteCode } of joins) {
      const near = new Set([atMs]);
      // The set grows while it is gone through.
      for (const ms of near) for (const other of joins) if (Math.abs(other.atMs - ms) < 10_000) near.add(other.atMs);
      const isSure = [...near].every(
        (ms) =>
          edges.every((edge) => Math.abs(edge - ms) >= 10_000) &&
          holes.every((hole) => ms + 10_000 <= hole.fromMs || ms - 10_000 >= hole.toMs) &&
          joins.every((one) => one.atMs !== ms || one.inviteCode === inviteCode),
      );
      if (isSure && inviteCode !== null) known.set(`${guildId} ${atMs}`, inviteCode);
    }
  }
  return known;
}

/** Of joins and leaves of one person: those that do not come back within 30 days of a leave. */
function firstJoins(events: PlainWorld['memberships'][number]['events']): number[] {
  return events.flatMap(({ kind, atMs }, i) =>
    kind === 'join' && atMs - (events[i - 1]?.atMs ?? 0) >= 30 * DAY_MS ? [atMs] : [],
  );
}

function isIn(week: number, atMs: number): boolean {
  return atMs >= week * DAY_MS && atMs < (week + 7) * DAY_MS;
}

/** The people who joined a guild in a week, in the words of the plain computation: one message stands for an hour's. */
function plainWeekOf(all: readonly PastDay[], week: number): PlainWorld {
  const memberships = new Map<string, PlainWorld['memberships'][number]>();
  for (const { userId, kind, atMs } of all.flatMap((day) => day.memberships)) {
    const one = memberships.get(userId) ?? { userId, events: [] };
    memberships.set(userId, one);
    // Somebody who leaves first was there before anything was counted.
    if (kind === 'join' || one.events.length > 0) one.events.push({ kind, atMs });
  }
  const joined = [...memberships.values()].filter(({ events }) => firstJoins(events).some((atMs) => isIn(week, atMs)));
  const people = new Set(joined.map((one) => one.userId));
  const cells = all
    .flatMap((day) => day.cells)
    .filter((cell) => people.has(cell.userId))
    .map((cell) => ({ ...cell, parentId: null, atMs: cell.hour * HOUR_MS }));
  return {
    timeZone: 'UTC',
    messages: cells.filter((cell) => cell.messages > 0),
    voice: cells,
    memberships: joined,
  };
}

function hoursIn(one: Stretch): number[] {
  const hours: number[] = [];
  for (let ms = Math.ceil(one.fromMs / HOUR_MS) * HOUR_MS; ms < one.toMs; ms += HOUR_MS) hours.push(ms);
  return hours;
}

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { saveMemberships } from './internal/save-memberships.server.ts';
import { dropExpiredPartitions, makePartitions } from './keep-partitions.server.ts';
import { listChannelTotals } from './list-channel-totals.server.ts';
import { mergeDays } from './merge-days.server.ts';
import { mergePacks } from './merge-packs.server.ts';
import { rollUp } from './roll-up.server.ts';
import { sweepMemberships } from './sweep-ended.server.ts';
import {
  type PlainWorld,
  plainChannels,
  plainCohort,
  plainDay,
  plainMonth,
  plainWeeks,
} from './testing/plain-totals.ts';

const DAY_MS = 24 * HOUR_MS;
const DAYS = 66;
const MINUTE_MS = 60_000;
const numberOf = (date: string) => Date.parse(date) / DAY_MS;
const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

/** Numbers from 0 to 1, the same for a seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** A small guild with newcomers, leavers, people who come back, threads, and much of it around midnight. */
function makeWorld(timeZone: string, from: string, days: number, seed: number): PlainWorld {
  const random = seeded(seed);
  const fromMs = Date.parse(from);
  const world: PlainWorld = { timeZone, messages: [], voice: [], memberships: [] };
  const pick = (count: number) => Math.floor(random() * count);
  for (let person = 0; person < 90; person++) {
    const userId = String(1000 + person);
    const events: { kind: 'join' | 'leave'; atMs: number }[] = [];
    const stays: [number, number][] = [];
    let atMs = fromMs + Math.floor(random() * days * 0.8 * DAY_MS);
    // Whoever is of the first third joined before the counting: nothing says so.
    const isOld = person < 30;
    if (isOld) atMs = fromMs;
    while (atMs < fromMs + days * DAY_MS) {
      const stayMs = random() < 0.5 ? (1 + random() * 12) * DAY_MS : days * DAY_MS;
      if (!isOld) {
        events.push({ kind: 'join', atMs });
        if (atMs + stayMs < fromMs + days * DAY_MS) events.push({ kind: 'leave', atMs: atMs + Math.floor(stayMs) });
      }
      stays.push([atMs, Math.min(atMs + Math.floor(stayMs), fromMs + days * DAY_MS)]);
      atMs += Math.floor(stayMs) + 1 + Math.floor(random() * 45 * DAY_MS);
    }
    if (events.length > 0) world.memberships.push({ userId, events });
    for (const [begin, end] of stays) {
      const habit = random() * 0.7;
      for (let hour = Math.ceil(begin / HOUR_MS); hour * HOUR_MS + HOUR_MS <= end; hour++) {
        if (random() > habit / 8) continue;
        const channel = pick(3);
        const isThread = channel === 0 && random() < 0.4;
        const channelId = isThread ? String(51 + pick(2)) : String(50 + channel * 10);
        for (let n = 0; n <= pick(3); n++)
          world.messages.push({
            userId,
            channelId,
            parentId: isThread ? '50' : null,
            atMs: hour * HOUR_MS + pick(HOUR_MS),
          });
        if (random() < 0.4) {
          const [activeMs, mutedMs, deafenedMs] = [pick(4 * MINUTE_MS), pick(2 * MINUTE_MS), pick(MINUTE_MS)];
          world.voice.push({
            userId,
            channelId: String(90 + pick(2)),
            atMs: hour * HOUR_MS,
            activeMs,
            mutedMs,
            deafenedMs,
          });
        }
      }
    }
  }
  return world;
}

/** Writes what happened in [fromMs, toMs) as the collector would. */
async function count(guildId: string, world: PlainWorld, fromMs: number, toMs: number): Promise<void> {
  const isIn = (one: { atMs: number }) => one.atMs >= fromMs && one.atMs < toMs;
  const hour = (one: { atMs: number }) => Math.floor(one.atMs / HOUR_MS);
  const messages = world.messages.filter(isIn);
  const voice = world.voice.filter(isIn);
  const days = new Set([...messages, ...voice].map((one) => Math.floor(one.atMs / DAY_MS)));
  await db.pool.query('SELECT analytics.ensure_day(day) FROM unnest($1::int[]) AS day', [[...days]]);
  await db.pool.query(
    `INSERT INTO analytics.message_pack (guild_id, day, channel_ids, user_ids, hours, messages)
     SELECT $1::int8, hour / 24, array_agg(channel_id), array_agg(user_id), array_agg(hour), array_agg(1)
       FROM unnest($2::int8[], $3::int8[], $4::int4[]) AS m(channel_id, user_id, hour) GROUP BY 2`,
    [guildId, messages.map((one) => one.channelId), messages.map((one) => one.userId), messages.map(hour)],
  );
  await db.pool.query(
    `INSERT INTO analytics.voice_pack
            (guild_id, day, channel_ids, user_ids, hours, active_ms, muted_ms, deafened_ms, alone_ms)
     SELECT $1::int8, hour / 24, array_agg(channel_id), array_agg(user_id), array_agg(hour), array_agg(a), array_agg(m),
            array_agg(d), array_agg(0)
       FROM unnest($2::int8[], $3::int8[], $4::int4[], $5::int4[], $6::int4[], $7::int4[])
            AS v(channel_id, user_id, hour, a, m, d) GROUP BY 2`,
    [
      guildId,
      voice.map((one) => one.channelId),
      voice.map((one) => one.userId),
      voice.map(hour),
      voice.map((one) => one.activeMs),
      voice.map((one) => one.mutedMs),
      voice.map((one) => one.deafenedMs),
    ],
  );
  const changes = world.memberships
    .map(({ userId, events }) => ({ guildId, userId, events: events.filter(isIn) }))
    .filter((change) => change.events.length > 0);
  const client = await db.pool.connect();
  await saveMemberships(client, changes).finally(() => client.release());
}

async function begin(guildId: string, timeZone: string, fromMs: number): Promise<void> {
  await db.pool.query('INSERT INTO guild (id, time_zone) VALUES ($1, $2)', [guildId, timeZone]);
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [guildId, fromMs]);
  await db.pool.query(
    `INSERT INTO analytics.thread SELECT $1::int8, thread, 50 FROM unnest('{51,52}'::int8[]) AS thread`,
    [guildId],
  );
}

/** How far the guild's shard is durable. */
async function observe(ms: number): Promise<void> {
  await db.pool.query(
    `INSERT INTO gateway.shard (shard_count, shard_id, observed_ms) VALUES (1, 0, $1)
     ON CONFLICT (shard_count, shard_id) DO UPDATE SET observed_ms = excluded.observed_ms`,
    [ms],
  );
}

interface Lived {
  guildId: string;
  world: PlainWorld;
}

/**
 * Lives through the days of guilds: counts, rolls up every few hours, also at `own` hours (UTC), which come soon after
 * midnights of theirs; at midnight (UTC) drops what has expired and packs what is over.
 */
async function live(guilds: readonly Lived[], from: string, own: readonly number[]): Promise<void> {
  const fromMs = Date.parse(from);
  for (const { guildId, world } of guilds) await begin(guildId, world.timeZone, fromMs);
  const steps = [0, 0.1, 6, ...own].map((hour) => hour * HOUR_MS);
  let countedMs = fromMs;
  for (let day = 0; day < DAYS; day++)
    for (const step of steps) {
      const nowMs = fromMs + day * DAY_MS + step;
      if (nowMs > countedMs) for (const { guildId, world } of guilds) await count(guildId, world, countedMs, nowMs);
      countedMs = Math.max(countedMs, nowMs);
      await observe(nowMs);
      if (step === 0) await makePartitions(db, nowMs, 0);
      await rollUp(db, nowMs);
      if (step === 0) {
        await dropExpiredPartitions(db, nowMs + 13 * MINUTE_MS, 30);
        await sweepMemberships(db, nowMs);
        await mergePacks(db, nowMs);
        await mergeDays(db, nowMs);
      }
    }
}

// A year that ends and the last day of a February; clocks that go back; and clocks that go forward.
test.each([
  ['2027-12-27', ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'], [10.1, 11.1]],
  ['2026-09-21', ['Europe/Berlin'], [22.1, 23.1]],
  ['2027-02-08', ['America/New_York', 'Asia/Kolkata'], [18.6]],
])(
  'every total of a quarter from %s in %j equals the plain truth',
  async (from, timeZones, own) => {
    const guilds = timeZones.map((timeZone, index) => {
      const seed = numberOf(from) + index;
      return { guildId: String(1_000_000 + index), world: makeWorld(timeZone, from, DAYS, seed) };
    });
    await live(guilds, from, own);
    for (const guild of guilds) {
      await expectDays(guild);
      await expectMonths(guild, from);
      await expectLongPeriods(guild);
      await expectCohorts(guild);
      const oldest = await db.pool.query<{ merged: number; day: number }>(
        `SELECT merged, min(day) AS day FROM analytics.message_pack WHERE guild_id = $1 GROUP BY merged ORDER BY merged`,
        [guild.guildId],
      );
      const today = numberOf(from) + DAYS - 1;
      expect(oldest.rows, guild.world.timeZone).toEqual([
        { merged: 0, day: today - 1 },
        { merged: 2, day: today - 29 },
      ]);
    }
  },
  120_000,
);

const daysOf = (guildId: string) =>
  db.prisma.guildDay.findMany({ where: { guildId: BigInt(guildId) }, orderBy: { day: 'asc' } });

async function expectDays({ guildId, world }: Lived): Promise<void> {
  const days = await daysOf(guildId);
  // The last day is over in zones east of the last hour looked at, and the first is not whole in zones west of UTC.
  expect(days.length).toBeGreaterThanOrEqual(DAYS - 1);
  const channels = await db.prisma.channelDay.findMany({ where: { guildId: BigInt(guildId) } });
  for (const row of days) {
    const date = dateOf(row.day);
    const told = `${world.timeZone} ${date}`;
    const { messages, posters, voiceUsers, active, joins } = row;
    const [activeMs, mutedMs, deafenedMs] = [Number(row.activeMs), Number(row.mutedMs), Number(row.deafenedMs)];
    const leaves = row.leftFirstDay + row.leftFirstWeek + row.leftFirstMonth + row.leftLater + row.leftUnknown;
    expect({ messages, posters, activeMs, mutedMs, deafenedMs, voiceUsers, active, joins, leaves }, told).toEqual(
      plainDay(world, date),
    );
    expect(
      Object.fromEntries(
        channels
          .filter((one) => one.day === row.day)
          .map((one) => [
            one.channelId,
            {
              messages: one.messages,
              posters: one.posters,
              voiceMs: Number(one.activeMs + one.mutedMs + one.deafenedMs),
            },
          ]),
      ),
      told,
    ).toEqual(plainChannels(world, date));
    const plain = plainWeeks(world, date);
    expect(row.activeWeek, `week that ends with ${told}`).toBe(plain.activeWeek);
    const index = row.day - (days[0]?.day ?? 0);
    const { newcomers, returned, lapsed, regulars } = row;
    // Four weeks of which less than four fifths was counted have no numbers.
    if (index >= 24)
      expect({ activeWeek: row.activeWeek, newcomers, returned, lapsed, regulars }, `weeks to ${told}`).toEqual(plain);
    else if (index < 20)
      expect({ newcomers, returned, lapsed, regulars }, told).toEqual({
        newcomers: null,
        returned: null,
        lapsed: null,
        regulars: null,
      });
  }
}

async function expectMonths({ guildId, world }: Lived, from: string): Promise<void> {
  const months = await db.prisma.activeMonth.findMany({
    where: { guildId: BigInt(guildId) },
    orderBy: { day: 'asc' },
  });
  // The first can be counted when thirty days are over.
  expect(months.map((row) => row.day)).toEqual(
    Array.from({ length: DAYS - 30 }, (_, index) => numberOf(from) + 29 + index),
  );
  for (const row of months)
    expect(row.people, `30 days to ${dateOf(row.day)}`).toBe(plainMonth(world, dateOf(row.day)));
}

/** Long periods are read from the sums of many days. */
async function expectLongPeriods({ guildId, world }: Lived): Promise<void> {
  const days = await daysOf(guildId);
  const [firstDay = 0, lastDay = 0] = [days[0]?.day, days.at(-1)?.day];
  for (const [fromDay, toDay] of [[firstDay, lastDay] as const, [firstDay + 9, lastDay - 4] as const]) {
    const totals = await listChannelTotals(db, { guildId }, { fromDay, toDay });
    const plain = new Map<string, number[]>();
    for (let day = fromDay; day <= toDay; day++)
      for (const [id, { messages, voiceMs }] of Object.entries(plainChannels(world, dateOf(day)))) {
        const [sum = 0, ms = 0] = plain.get(id) ?? [];
        plain.set(id, [sum + messages, ms + voiceMs]);
      }
    const made = totals.map((one) => [one.id, [one.messages, one.activeMs + one.mutedMs + one.deafenedMs]] as const);
    expect(new Map(made)).toEqual(plain);
    expect(
      totals
        .filter((one) => one.parentId === '50')
        .map((one) => one.id)
        .sort(),
    ).toEqual(['51', '52']);
  }
  expect(await db.prisma.channelSpan.count({ where: { guildId: BigInt(guildId), days: 16 } })).toBeGreaterThan(0);
}

async function expectCohorts({ guildId, world }: Lived): Promise<void> {
  const cohorts = await db.prisma.retentionWeek.findMany({ where: { guildId: BigInt(guildId) } });
  let shown = 0;
  for (const row of cohorts) {
    const plain = plainCohort(world, dateOf(row.week));
    const { joined, stayedWeek1, activeWeek1, stayedWeek4, activeWeek4 } = row;
    if (plain.joined < 10 || (row.observedWeek1 ?? 0) < 0.8) {
      expect({ joined, stayedWeek1, activeWeek1, stayedWeek4, activeWeek4 }).toEqual({
        joined: null,
        stayedWeek1: null,
        activeWeek1: null,
        stayedWeek4: null,
        activeWeek4: null,
      });
      continue;
    }
    shown += 1;
    expect({ joined, stayedWeek1, activeWeek1 }, dateOf(row.week)).toEqual({
      joined: plain.joined,
      stayedWeek1: plain.stayedWeek1,
      activeWeek1: plain.activeWeek1,
    });
    if (row.observedWeek4 !== null)
      expect({ stayedWeek4, activeWeek4 }, dateOf(row.week)).toEqual({
        stayedWeek4: plain.stayedWeek4,
        activeWeek4: plain.activeWeek4,
      });
  }
  expect(shown).toBeGreaterThan(0);
}

/** A guild in UTC with one message of one person on each of `days` days, all made. */
async function quietGuild(guildId: string, from: string, days: number): Promise<number> {
  const fromMs = Date.parse(from);
  await begin(guildId, 'UTC', fromMs);
  const nowMs = fromMs + days * DAY_MS + MINUTE_MS;
  await write(
    guildId,
    Array.from({ length: days }, (_, day) => ({ userId: '7', hour: (fromMs + day * DAY_MS) / HOUR_MS + 5 })),
  );
  await observe(nowMs);
  await rollUp(db, nowMs);
  return nowMs;
}

async function write(guildId: string, cells: readonly { userId: string; hour: number }[]): Promise<void> {
  await db.pool.query(
    'SELECT analytics.ensure_day(day) FROM (SELECT DISTINCT hour / 24 AS day FROM unnest($1::int4[]) AS hour) AS d',
    [cells.map((cell) => cell.hour)],
  );
  await db.pool.query(
    `INSERT INTO analytics.message_pack (guild_id, day, channel_ids, user_ids, hours, messages)
     SELECT $1::int8, hour / 24, ARRAY[50], ARRAY[user_id], ARRAY[hour], ARRAY[1]
       FROM unnest($2::int8[], $3::int4[]) AS m(user_id, hour)`,
    [guildId, cells.map((cell) => cell.userId), cells.map((cell) => cell.hour)],
  );
}

const dayRow = (guildId: string, date: string) =>
  db.prisma.guildDay.findUniqueOrThrow({ where: { guildId_day: { guildId: BigInt(guildId), day: numberOf(date) } } });

test('rows that arrive after their day was made are in its totals, and in the weeks that end after it', async () => {
  const nowMs = await quietGuild('1', '2026-03-02', 10);
  const hour = Date.parse('2026-03-05T09:00:00Z') / HOUR_MS;
  await write('1', [{ userId: '8', hour }]);
  await db.prisma.rollUpDue.create({ data: { guildId: 1n, hour } });
  expect(await dayRow('1', '2026-03-05')).toMatchObject({ messages: 1, active: 1 });
  expect(await rollUp(db, nowMs)).toBe(1);
  expect(await dayRow('1', '2026-03-05')).toMatchObject({ messages: 2, active: 2, activeWeek: 2 });
  expect(await dayRow('1', '2026-03-04')).toMatchObject({ activeWeek: 1 });
  expect(await dayRow('1', '2026-03-11')).toMatchObject({ messages: 1, activeWeek: 2 });
  expect(await db.prisma.rollUpDue.count()).toBe(0);
  expect(await rollUp(db, nowMs)).toBe(0);
});

test('an hour of a day that is not over is no longer due: the day is made with it', async () => {
  const nowMs = await quietGuild('1', '2026-03-02', 3);
  await db.prisma.rollUpDue.create({ data: { guildId: 1n, hour: Math.floor(nowMs / HOUR_MS) - 1 } });
  await db.prisma.rollUpDue.create({ data: { guildId: 1n, hour: Math.floor(nowMs / HOUR_MS) } });
  expect(await rollUp(db, nowMs)).toBe(1);
  expect(await db.prisma.rollUpDue.count()).toBe(0);
});

test('two at once, and one that was stopped in the middle, make the same totals as one', async () => {
  const fromMs = Date.parse('2026-03-02');
  const ids = ['1', '2', '3'];
  for (const guildId of ids) {
    await begin(guildId, 'UTC', fromMs);
    await write(
      guildId,
      Array.from({ length: 40 }, (_, n) => ({ userId: String(n % 7), hour: fromMs / HOUR_MS + n * 7 })),
    );
  }
  const nowMs = fromMs + 12 * DAY_MS;
  await observe(nowMs);
  await Promise.all([rollUp(db, nowMs), rollUp(db, nowMs), rollUp(db, nowMs)]);
  const read = async () =>
    (await db.prisma.guildDay.findMany({ orderBy: [{ guildId: 'asc' }, { day: 'asc' }] })).map(
      ({ computedAt: _, ...row }) => row,
    );
  const made = await read();
  expect(made).toHaveLength(36);
  // Stopped after the fifth day of one guild and before its channels.
  await db.pool.query('DELETE FROM analytics.guild_day WHERE guild_id = 2 AND day > $1', [fromMs / DAY_MS + 4]);
  await rollUp(db, nowMs);
  expect(await read()).toEqual(made);
});

test('a day waits for the commits of its last hours, and for no more than two days', async () => {
  const fromMs = Date.parse('2026-03-02');
  await begin('1', 'UTC', fromMs);
  await write('1', [{ userId: '7', hour: fromMs / HOUR_MS + 1 }]);
  await observe(fromMs + 18 * HOUR_MS);
  expect(await rollUp(db, fromMs + 2 * DAY_MS)).toBe(0);
  expect(await rollUp(db, fromMs + 3 * DAY_MS)).toBe(1);
  expect(await dayRow('1', '2026-03-02')).toMatchObject({ messages: 1, observedMessages: 0.75 });
});

test('a day that was not counted has no totals, and one that was dropped keeps those it had', async () => {
  const nowMs = await quietGuild('1', '2026-03-02', 5);
  await db.pool.query('UPDATE analytics.counting_span SET to_ms = $1', [nowMs]);
  const later = nowMs + 33 * DAY_MS;
  await observe(later);
  await db.prisma.countingSpan.create({ data: { guildId: 1n, fromMs: BigInt(later - DAY_MS) } });
  await dropExpiredPartitions(db, later, 30);
  await db.prisma.rollUpDue.create({ data: { guildId: 1n, hour: numberOf('2026-03-02') * 24 + 5 } });
  await rollUp(db, later);
  expect(await dayRow('1', '2026-03-02')).toMatchObject({ messages: 1, active: 1 });
  const days = await db.prisma.guildDay.findMany({ orderBy: { day: 'asc' } });
  expect(days.map((row) => dateOf(row.day))).toEqual([
    '2026-03-02',
    '2026-03-03',
    '2026-03-04',
    '2026-03-05',
    '2026-03-06',
    dateOf(Math.floor(later / DAY_MS) - 1),
  ]);
});

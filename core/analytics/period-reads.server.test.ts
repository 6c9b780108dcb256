import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { addAnnotation } from './add-annotation.server.ts';
import { deleteAnnotation } from './delete-annotation.server.ts';
import { getFirstDay } from './get-first-day.server.ts';
import { getWeekHours } from './get-week-hours.server.ts';
import { firstHourOf } from './internal/local-day.ts';
import { listAnnotations } from './list-annotations.server.ts';
import { listChannelDays } from './list-channel-days.server.ts';
import { listChannelTotals } from './list-channel-totals.server.ts';
import { listCohorts } from './list-cohorts.server.ts';
import { listDays } from './list-days.server.ts';
import { MOST_ANNOTATIONS } from './rules/annotations.ts';
import { leavesOf } from './rules/totals.ts';
import { HOUR_TOTALS_KEPT_DAYS } from './rules/week-hours.ts';
import { sweepHourTotals } from './sweep-ended.server.ts';

const GUILD = '700000000000000001';
const OTHER = '700000000000000002';
const scope = { guildId: GUILD };
const day = (date: string) => Date.parse(date) / 86_400_000;

let db: WholeDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
}, 120_000);
afterAll(() => db?.close());
beforeEach(async () => {
  await db.pool.query(
    'TRUNCATE analytics.guild_day, analytics.channel_day, analytics.channel_hour, analytics.active_month, analytics.retention_week, analytics.annotation',
  );
});

async function addDay(guildId: string, at: number, messages: number, observed = 1): Promise<void> {
  await db.pool.query(
    `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms,
            posters, voice_users, active, joins, left_first_day, left_first_week, left_first_month, left_later,
            left_unknown, observed_messages, observed_voice)
     VALUES ($1, $2, 'UTC', $3, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, $4, $4)`,
    [guildId, at, messages, observed],
  );
}

async function addChannelDay(
  guildId: string,
  channelId: string,
  at: number,
  messages: number,
  more = {},
): Promise<void> {
  const {
    parentId = null,
    activeMs = 0,
    peak = null,
  } = more as { parentId?: string; activeMs?: number; peak?: number };
  await db.pool.query(
    `INSERT INTO analytics.channel_day (guild_id, channel_id, day, parent_id, messages, posters, active_ms, muted_ms,
            deafened_ms, alone_ms, voice_users, peak) VALUES ($1, $2, $3, $4, $5, 1, $6, 0, 0, 0, 0, $7)`,
    [guildId, channelId, at, parentId, messages, activeMs, peak],
  );
}

test('days are those of the guild and of the period, with the 30-day figure of the same day', async () => {
  await addDay(GUILD, 100, 10);
  await addDay(GUILD, 101, 11, 0.5);
  await addDay(GUILD, 103, 13);
  await addDay(OTHER, 101, 99);
  await db.pool.query('INSERT INTO analytics.active_month VALUES ($1, 101, 42, 1)', [GUILD]);
  const days = await listDays(db, scope, { fromDay: 101, toDay: 102 });
  expect(days).toHaveLength(1);
  expect(days[0]).toMatchObject({
    day: 101,
    messages: 11,
    voice: { activeMs: 1, mutedMs: 2, deafenedMs: 3, aloneMs: 4 },
    activeMonth: 42,
    activeWeek: null,
    joins: 8,
    observed: { messages: 0.5, voice: 0.5 },
  });
  expect(days.map(leavesOf)).toEqual([15]);
  expect(await getFirstDay(db, scope)).toBe(100);
  expect(await getFirstDay(db, { guildId: '1' })).toBeNull();
});

test('channels are added up over the period, each thread beside its channel; another guild is never in them', async () => {
  await addChannelDay(GUILD, '10', 100, 5);
  await addChannelDay(GUILD, '10', 101, 7);
  await addChannelDay(GUILD, '10', 102, 1_000);
  await addChannelDay(GUILD, '11', 101, 3, { parentId: '10' });
  await addChannelDay(GUILD, '20', 100, 0, { activeMs: 60_000, peak: 4 });
  await addChannelDay(GUILD, '20', 101, 0, { activeMs: 30_000, peak: 9 });
  await addChannelDay(OTHER, '10', 100, 77);
  const period = { fromDay: 100, toDay: 101 };
  const totals = await listChannelTotals(db, scope, period);
  expect(totals.map(({ id, parentId, messages, activeMs, peak }) => [id, parentId, messages, activeMs, peak])).toEqual([
    ['10', null, 12, 0, null],
    ['11', '10', 3, 0, null],
    ['20', null, 0, 90_000, 9],
  ]);
  const days = await listChannelDays(db, { ...scope, channelIds: ['10', '20'] }, period);
  expect(days.map(({ day: at, messages, activeMs, peak }) => [at, messages, activeMs, peak])).toEqual([
    [100, 5, 60_000, 4],
    [101, 7, 30_000, 9],
  ]);
  expect(await listChannelDays(db, { ...scope, channelIds: [] }, period)).toEqual([]);
});

test.each([
  ['UTC', '2026-03-23', '2026-03-29'],
  // A week with the change of the clock: Sunday has 23 hours.
  ['Europe/Berlin', '2026-03-23', '2026-04-05'],
  ['Asia/Kolkata', '2026-03-23', '2026-04-05'],
  ['Pacific/Kiritimati', '2024-02-26', '2024-03-03'],
  ['Pacific/Pago_Pago', '2026-10-26', '2026-11-08'],
])('the hours of the week in %s are averages over the days that were observed', async (timeZone, from, to) => {
  const period = { fromDay: day(from), toDay: day(to) };
  const clock = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' });
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const sums = new Map<string, number>();
  const skipped = period.fromDay + 2;
  for (let at = period.fromDay; at <= period.toDay; at++) if (at !== skipped) await addDay(GUILD, at, 1);
  const hours: number[] = [];
  for (let hour = firstHourOf(period.fromDay, timeZone); hour < firstHourOf(period.toDay + 1, timeZone); hour++)
    if (hour < firstHourOf(skipped, timeZone) || hour >= firstHourOf(skipped + 1, timeZone)) hours.push(hour);
  for (const hour of hours) {
    const parts = new Map(clock.formatToParts(hour * 3_600_000).map(({ type, value }) => [type, value]));
    const key = `${names.indexOf(parts.get('weekday') ?? '')}-${Number(parts.get('hour'))}`;
    sums.set(key, (sums.get(key) ?? 0) + (hour % 97));
  }
  await db.pool.query(
    `INSERT INTO analytics.channel_hour (guild_id, channel_id, from_hour, messages)
     SELECT $1, channel, hour, ARRAY[hour % 97] FROM unnest($2::int4[]) AS hour, unnest('{0,5}'::int8[]) AS channel`,
    [GUILD, hours],
  );
  const read = (channelIds: string[] | null, nowMs: number) =>
    getWeekHours(db, { ...scope, channelIds }, { ...period, timeZone }, 'messages', nowMs);
  const nowMs = (period.toDay + 2) * 86_400_000;
  const { week, fromDay } = await read(null, nowMs);
  expect(fromDay).toBe(period.fromDay);
  const daysOf = (weekday: number) => {
    let count = 0;
    for (let at = period.fromDay; at <= period.toDay; at++) if (at !== skipped && (at + 3) % 7 === weekday) count += 1;
    return count;
  };
  const expected = Array.from({ length: 7 }, (_, weekday) =>
    Array.from({ length: 24 }, (_, hour) =>
      daysOf(weekday) === 0 ? null : (sums.get(`${weekday}-${hour}`) ?? 0) / daysOf(weekday),
    ),
  );
  expect(week.flat().map((value) => value?.toFixed(9))).toEqual(expected.flat().map((value) => value?.toFixed(9)));
  expect((await read(['5'], nowMs)).week).toEqual(week);

  // Where the hours of older days are gone, those days lower no average.
  const laterMs = (period.toDay - 2 + HOUR_TOTALS_KEPT_DAYS) * 86_400_000;
  await sweepHourTotals(db, laterMs);
  const later = await read(null, laterMs);
  const left = later.fromDay ?? 0;
  expect(left).toBeGreaterThan(period.fromDay);
  expect(left).toBeLessThanOrEqual(period.toDay + 1);
  const shorter = { fromDay: left, toDay: period.toDay };
  expect(later.week).toEqual(
    (await getWeekHours(db, { ...scope, channelIds: null }, { ...shorter, timeZone }, 'messages', nowMs)).week,
  );
  expect((await read(null, laterMs + 5 * 86_400_000)).fromDay).toBeNull();
});

test('a cohort says why it has no number: not yet, too few, too little observed', async () => {
  const monday = day('2026-03-02');
  const row = (week: number, values: (number | null)[]) =>
    db.pool.query(
      `INSERT INTO analytics.retention_week (guild_id, week, joined, stayed_week1, active_week1, observed_week1,
              stayed_week4, active_week4, observed_week4) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [GUILD, week, ...values],
    );
  await row(monday, [40, 30, 20, 1, 25, 10, 0.9]);
  await row(monday + 7, [null, null, null, 1, null, null, null]);
  await row(monday + 14, [null, null, null, 0.5, null, null, null]);
  const cohorts = await listCohorts(db, scope, { fromDay: monday + 2, toDay: monday + 30, today: monday + 48 });
  expect(cohorts.map(({ week }) => (week - monday) / 7)).toEqual([4, 3, 2, 1, 0]);
  expect(cohorts[4]).toEqual({
    week: monday,
    joined: 40,
    week1: { state: 'known', stayed: 30, active: 20 },
    week4: { state: 'known', stayed: 25, active: 10 },
  });
  expect(cohorts.map(({ week1 }) => week1.state)).toEqual(['not-yet', 'unobserved', 'unobserved', 'few', 'known']);
  expect(cohorts.map(({ week4 }) => week4.state)).toEqual(['not-yet', 'not-yet', 'not-yet', 'not-yet', 'known']);
});

test('annotations belong to their guild, in the order of their days, and there is an end to them', async () => {
  await addAnnotation(db, { guildId: GUILD, accountId: '9' }, { day: 105, text: 'Release' });
  await addAnnotation(db, { guildId: GUILD, accountId: '9' }, { day: 101, text: 'Event' });
  await addAnnotation(db, { guildId: OTHER, accountId: '9' }, { day: 102, text: 'Elsewhere' });
  const texts = async (period: Parameters<typeof listAnnotations>[2]) =>
    (await listAnnotations(db, scope, period)).map(({ text }) => text);
  expect(await texts(null)).toEqual(['Event', 'Release']);
  expect(await texts({ fromDay: 102, toDay: 105 })).toEqual(['Release']);

  const [elsewhere] = await listAnnotations(db, { guildId: OTHER }, null);
  await deleteAnnotation(db, { guildId: GUILD, annotationId: elsewhere?.id ?? '' });
  expect(await listAnnotations(db, { guildId: OTHER }, null)).toHaveLength(1);
  const [event] = await listAnnotations(db, scope, null);
  await deleteAnnotation(db, { guildId: GUILD, annotationId: event?.id ?? '' });
  expect(await texts(null)).toEqual(['Release']);

  await db.pool.query(
    `INSERT INTO analytics.annotation (id, guild_id, day, text, created_by)
     SELECT gen_random_uuid(), $1, 1, 'x', 9 FROM generate_series(2, $2)`,
    [GUILD, MOST_ANNOTATIONS],
  );
  const one = { day: 1, text: 'one more' };
  await expect(addAnnotation(db, { guildId: GUILD, accountId: '9' }, one)).rejects.toMatchObject({ code: 'conflict' });
  await addAnnotation(db, { guildId: OTHER, accountId: '9' }, one);
});

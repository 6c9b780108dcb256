import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listEvents } from '#core/audit/list-events.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { compareInsights, daysOfRows } from './compare-insights.ts';
import { deleteInsights } from './delete-insights.server.ts';
import { importInsights } from './import-insights.server.ts';
import { readInsightsFile } from './insights-file.ts';
import { listInsights } from './list-insights.server.ts';
import type { DayRecord } from './records.ts';

const guildId = '200000000000000001';
const accountId = '300000000000000001';
let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const lines = (...text: string[]) => `${text.join('\n')}\n`;
const at = (date: string) => `${date}T00:00:00+00:00`;

/** The first lines that Discord writes, and a value for each of their columns. */
const exported: readonly (readonly [kind: string, head: string, line: string])[] = [
  ['messages', 'interval_start_timestamp,messages,messages_per_communicator', '812,9.4'],
  ['communicators', 'interval_start_timestamp,visitors,pct_communicated', '240,36.25'],
  ['voice', 'interval_start_timestamp,speaking_minutes', '1304'],
  ['activation', 'interval_start_timestamp,new_members,pct_communicated,pct_opened_channels', '23,21.7,80'],
  ['retention', 'interval_start_timestamp,new_members,pct_retained', '23,34.8'],
  ['joins', 'interval_start_timestamp,discovery_joins,invites,vanity_joins', '3,19,1'],
  ['joins', 'interval_start_timestamp,discovery_joins,invites,vanity_joins,other_joins,total_joins', '3,19,1,2,25'],
  ['leavers', 'interval_start_timestamp,days_in_guild,leavers', 'under a month,7'],
  ['membership', 'interval_start_timestamp,total_membership', '5120'],
];

describe('a file of Server Insights', () => {
  test.each(exported)('is known by its columns: %s, %s', (kind, head, line) => {
    const text = lines(head, `${at('2026-01-05')},${line}`, `${at('2026-01-12')},${line}`);
    expect(readInsightsFile(text)).toMatchObject({ kind, interval: 'week', rows: [{ date: '2026-01-05' }, {}] });
    const doubled = lines(
      `day_pt,${head}`,
      ...['2026-01-05', '2026-01-12'].map((date) => `${at(date)},${at(date)},${line}`),
    );
    expect(readInsightsFile(`\uFEFF${doubled.replaceAll('\n', '\r\n')}`)).toMatchObject({ kind, interval: 'week' });
  });

  test('is by day, week or month, also where some are missing', () => {
    const intervals = [
      ['day', ['2026-01-05', '2026-01-06', '2026-01-09']],
      ['week', ['2026-01-05', '2026-01-19', '2026-01-26']],
      ['month', ['2026-01-01', '2026-02-01', '2026-03-01']],
    ] as const;
    for (const [interval, dates] of intervals) {
      const text = lines('interval_start_timestamp,speaking_minutes', ...dates.map((date) => `${at(date)},1`));
      expect(readInsightsFile(text)).toMatchObject({ interval });
    }
  });

  const two = [`${at('2026-01-05')},1`, `${at('2026-01-06')},1`];
  test.each([
    ['another table', lines('channel_name,messages', 'general,3'), { why: 'columns', found: 'channel_name, messages' }],
    ['our own export', lines('date,messages,posters', '2026-01-01,3,1'), { why: 'columns' }],
    [
      'two kinds in one',
      lines('interval_start_timestamp,messages,messages_per_communicator,visitors', ''),
      { why: 'columns' },
    ],
    ['a picture', '\u0000PNG\u0001"\n"', { why: 'not_csv' }],
    ['nothing', '', { why: 'columns', found: '' }],
    ['no lines', lines('interval_start_timestamp,speaking_minutes'), { why: 'no_rows' }],
    ['one line', lines('interval_start_timestamp,speaking_minutes', `${at('2026-01-05')},1`), { why: 'interval' }],
    [
      'hours',
      lines('interval_start_timestamp,speaking_minutes', '2026-01-05T00:00:00Z,1', '2026-01-05T01:00:00Z,1'),
      { why: 'twice', line: 3 },
    ],
    [
      'a word for a number',
      lines('interval_start_timestamp,speaking_minutes', ...two, `${at('2026-01-07')},many`),
      { why: 'value', line: 4, column: 'speaking_minutes' },
    ],
    [
      'a formula',
      lines('interval_start_timestamp,speaking_minutes', ...two, `${at('2026-01-07')},=1+1`),
      { why: 'value', line: 4 },
    ],
    [
      'no day',
      lines('interval_start_timestamp,speaking_minutes', ...two, '2026-02-30,1'),
      { why: 'value', line: 4, column: 'interval_start_timestamp' },
    ],
    [
      'a line too long',
      lines('interval_start_timestamp,speaking_minutes', ...two, `${at('2026-01-07')},1,2`),
      { why: 'not_csv' },
    ],
    [
      'a line for ever',
      lines(
        'interval_start_timestamp,speaking_minutes',
        ...Array.from({ length: 5_001 }, (_, day) => `${new Date(day * 86_400_000).toISOString()},1`),
      ),
      { why: 'too_large' },
    ],
  ])('is told from %s', (_, text, refused) => {
    expect(readInsightsFile(text)).toMatchObject({ refused });
  });
});

describe('an import', () => {
  const deps = () => ({ db, clock: { now: () => Date.parse('2026-02-01T00:00:00Z') } });
  const file = (minutes: number) =>
    lines('interval_start_timestamp,speaking_minutes', `${at('2026-01-05')},${minutes}`, `${at('2026-01-06')},`);

  test('takes the place of the one before, stays in its guild, and goes where it is deleted', async () => {
    expect(await importInsights(deps(), { guildId, accountId, text: file(5) })).toMatchObject({ kind: 'voice' });
    await importInsights(deps(), { guildId, accountId, text: file(9) });
    const weekly = file(70).replace('2026-01-06', '2026-01-12');
    await importInsights(deps(), { guildId, accountId, text: weekly });
    const listed = await listInsights(db, { guildId });
    expect(listed.map((one) => [one.kind, one.interval, one.rows[0]?.values, one.rows[1]?.values])).toEqual([
      ['voice', 'day', { speaking_minutes: 9 }, { speaking_minutes: null }],
      ['voice', 'week', { speaking_minutes: 70 }, { speaking_minutes: null }],
    ]);
    expect(await listInsights(db, { guildId: '200000000000000002' })).toEqual([]);
    expect((await listEvents(db, 9)).map((one) => one.action)).toEqual(Array(3).fill('insights.imported'));

    const which = { guildId, accountId, kind: 'voice', interval: 'day' };
    await expect(deleteInsights(db, { ...which, guildId: '200000000000000002' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await deleteInsights(db, which);
    expect((await listInsights(db, { guildId })).map((one) => one.interval)).toEqual(['week']);
    expect((await listEvents(db, 1))[0]).toMatchObject({ action: 'insights.deleted', actorId: accountId });
  });

  test('that is refused leaves nothing', async () => {
    const before = await listInsights(db, { guildId });
    expect(await importInsights(deps(), { guildId, accountId, text: 'no,such\n1,2\n' })).toHaveProperty('refused');
    expect(await listInsights(db, { guildId })).toEqual(before);
  });
});

describe('beside our counts', () => {
  const day = (date: string, changes: Partial<DayRecord> = {}): DayRecord => ({
    ...{ date, time_zone: 'UTC', observed_messages: 1, observed_voice: 1, messages: 10, posters: 2 },
    ...{ voice_ms: 90_000, voice_active_ms: 60_000, voice_muted_ms: 30_000, voice_deafened_ms: 0, voice_alone_ms: 0 },
    ...{ voice_users: 1, voice_peak: 2, active: 3, active_7_days: 8, active_30_days: 20 },
    ...{ newcomers: 0, returned: 0, lapsed: 0, regulars: 0, joins: 2 },
    ...{
      leaves_under_1_day: 1,
      leaves_1_to_7_days: 0,
      leaves_8_to_30_days: 1,
      leaves_over_30_days: 0,
      leaves_unknown: 0,
    },
    ...changes,
  });
  const unseen = (date: string): DayRecord => {
    const nothing = Object.fromEntries(Object.keys(day(date)).map((key) => [key, null]));
    return { ...day(date), ...nothing, date, observed_messages: 0, observed_voice: 0 };
  };
  const dates = (from: string, count: number) =>
    Array.from({ length: count }, (_, n) => new Date(Date.parse(from) + n * 86_400_000).toISOString().slice(0, 10));
  const read = (text: string) => {
    const file = readInsightsFile(text);
    if ('refused' in file) throw new Error(JSON.stringify(file.refused));
    return file;
  };

  test('weeks are sums of their days; people are those of the week that ends with it', () => {
    const days = dates('2026-01-05', 14).map((date) => day(date, date > '2026-01-11' ? { active_7_days: 11 } : {}));
    const messages = read(
      lines(
        'interval_start_timestamp,messages,messages_per_communicator',
        `${at('2026-01-05')},66,2`,
        `${at('2026-01-12')},71,2`,
      ),
    );
    expect(compareInsights(messages, days)).toMatchObject([
      {
        measure: 'messages',
        intervals: [
          { from: '2026-01-05', to: '2026-01-11', discord: 66, here: 70, observed: 1 },
          { from: '2026-01-12', to: '2026-01-18', discord: 71, here: 70, observed: 1 },
        ],
      },
    ]);
    const people = read(
      lines('interval_start_timestamp,visitors,pct_communicated', `${at('2026-01-05')},40,25`, `${at('2026-01-12')},,`),
    );
    expect(compareInsights(people, days)[0]?.intervals).toMatchObject([
      { discord: 10, here: 8 },
      { discord: null, here: 11 },
    ]);
    const leavers = read(
      lines(
        'interval_start_timestamp,days_in_guild,leavers',
        ...dates('2026-01-05', 2).flatMap((date) => [`${at(date)},new,2`, `${at(date)},old,3`]),
      ),
    );
    expect(compareInsights(leavers, days)[0]?.intervals[0]).toMatchObject({ discord: 5, here: 2 });
    const joins = read(
      lines(
        'interval_start_timestamp,discovery_joins,invites,vanity_joins',
        ...dates('2026-01-05', 2).map((date) => `${at(date)},1,2,3`),
      ),
    );
    expect(compareInsights(joins, days)[0]?.intervals[0]).toMatchObject({ discord: 6, here: 2 });
    const speaking = read(
      lines('interval_start_timestamp,speaking_minutes', ...dates('2026-01-05', 2).map((date) => `${at(date)},1`)),
    );
    expect(compareInsights(speaking, days)[0]?.intervals[0]).toMatchObject({ discord: 1, here: 1 });
    const members = read(
      lines('interval_start_timestamp,total_membership', `${at('2026-01-05')},9`, `${at('2026-01-06')},9`),
    );
    expect(compareInsights(members, days)).toEqual([]);
  });

  test('what was not observed is unknown, and a part says how much was', () => {
    const file = read(
      lines(
        'interval_start_timestamp,messages,messages_per_communicator',
        ...dates('2026-01-05', 3).map((date) => `${at(date)},9,2`),
      ),
    );
    const days = [day('2026-01-05', { observed_messages: 0.5 }), unseen('2026-01-06')];
    expect(compareInsights(file, days)[0]?.intervals).toMatchObject([
      { here: 10, observed: 0.5 },
      { here: null, observed: 0 },
      { here: null, observed: 0 },
    ]);
  });

  test('a month ends where the next begins', () => {
    const file = read(
      lines(
        'interval_start_timestamp,speaking_minutes',
        ...['2026-01-01', '2026-02-01', '2026-03-01'].map((date) => `${at(date)},1`),
      ),
    );
    expect(compareInsights(file, [])[0]?.intervals.map((one) => one.to)).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-30',
    ]);
    const { fromDay, toDay } = daysOfRows(file.rows, file.interval);
    expect(toDay - fromDay + 1).toBe(31 + 28 + 30);
  });
});

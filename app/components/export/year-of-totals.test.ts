import { parse } from 'csv-parse/sync';
import { HyperFormula } from 'hyperformula';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTIVITY_KEPT_DAYS, dropExpiredPartitions } from '#core/analytics/keep-partitions.server.ts';
import { listChannelRecords } from '#core/analytics/list-channel-records.server.ts';
import { listCohortRecords } from '#core/analytics/list-cohort-records.server.ts';
import { listCoverageRecords } from '#core/analytics/list-coverage-records.server.ts';
import { listDayRecords } from '#core/analytics/list-day-records.server.ts';
import { allPages, channelRecordSchema, cohortRecordSchema, dayRecordSchema } from '#core/analytics/records.ts';
import { rollUpGuilds } from '#core/analytics/roll-up-guilds.server.ts';
import { putMessages, putVoice } from '#core/analytics/testing/put-cells.ts';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { definitionsOf } from './definitions.server.ts';
import { recordsCsv } from './export-csv.server.ts';
import { exportJson } from './export-json.server.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const timeZone = 'Europe/Berlin';
const guildId = '200000000000000001';
const firstDay = Date.parse('2026-01-01') / DAY_MS;
const DAYS = 365;
const period = { fromDay: firstDay, toDay: firstDay + DAYS - 1 };
/** Days of Berlin, whole: nobody looked. The clocks change on the first of them. */
const unseen = ['2026-03-29', '2026-03-30', '2026-08-14'];

/** Names that a spreadsheet could run, or trip over. */
const names = new Map([
  ['11', '=HYPERLINK("http://evil.example","free")'],
  ['12', '+1'],
  ['13', '-2+3'],
  ['14', '@SUM(1)'],
  ['15', 'a, "b"\r\nc'],
  ['200000000000000016', 'général 📈'],
]);
const channels = [...names.keys()];

interface Happening {
  atMs: number;
  channelId: string;
  userId: string;
  messages: number;
  activeMs: number;
  mutedMs: number;
}

/** The plain truth: everything that was written, said and joined. */
const truth: { happenings: Happening[]; joins: { atMs: number; count: number }[] } = { happenings: [], joins: [] };
let db: WholeDatabase;

/** YYYY-MM-DD on the clocks of Berlin. */
const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone });
const dateIn = (ms: number) => calendar.format(ms);
const sum = (of: (one: Happening) => number) => truth.happenings.reduce((total, one) => total + of(one), 0);

beforeAll(async () => {
  db = await createTestDatabase();
  let state = 7;
  const random = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
  const pick = (count: number) => Math.floor(random() * count);
  const begin = Date.parse('2025-12-31T23:00:00Z');
  for (let hour = 0; hour < DAYS * 24; hour++) {
    const atMs = begin + hour * HOUR_MS;
    if (unseen.includes(dateIn(atMs))) continue;
    const people = new Set(Array.from({ length: pick(3) }, () => String(900 + pick(60))));
    for (const userId of people) {
      const isVoice = random() < 0.3;
      const channelId = channels[pick(channels.length)] ?? '11';
      const messages = isVoice ? 0 : 1 + pick(30);
      truth.happenings.push({
        ...{ atMs, channelId, userId, messages },
        activeMs: isVoice ? 1 + pick(HOUR_MS / 2) : 0,
        mutedMs: isVoice ? pick(HOUR_MS / 2) : 0,
      });
    }
    if (random() < 0.1) truth.joins.push({ atMs, count: 1 + pick(4) });
  }
  await count();
}, 120_000);
afterAll(() => db.close());

/** Counts the year as the product does: hourly rows, and the totals of each day made from them. */
async function count(): Promise<void> {
  const hourOf = ({ atMs }: { atMs: number }) => atMs / HOUR_MS;
  const endMs = (period.toDay + 3) * DAY_MS;
  await db.pool.query('INSERT INTO guild (id, time_zone) VALUES ($1, $2)', [guildId, timeZone]);
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, 0)', [guildId]);
  await db.pool.query('INSERT INTO gateway.shard (shard_count, shard_id, observed_ms) VALUES (1, 0, $1)', [endMs]);
  for (const date of unseen) {
    const from = Date.parse(`${date}T00:00:00Z`) - 2 * HOUR_MS;
    const whole = [...Array(27).keys()].map((hour) => from + hour * HOUR_MS).filter((ms) => dateIn(ms) === date);
    await db.pool.query(
      `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason)
       VALUES (1, 0, $1, 'all', $2, $3, 'restart')`,
      [guildId, whole[0], (whole.at(-1) ?? 0) + HOUR_MS],
    );
  }
  await db.pool.query(
    `INSERT INTO analytics.growth_hour (guild_id, hour, joins) SELECT $1, * FROM unnest($2::int4[], $3::int4[])`,
    [guildId, truth.joins.map(hourOf), truth.joins.map((one) => one.count)],
  );
  // Rows that name a person live in partitions by day: a few weeks of them at a time, as in life.
  for (let day = period.fromDay; day <= period.toDay; day += 30) {
    const [from, to] = [day, Math.min(day + 30, period.toDay + 1)];
    const within = truth.happenings.filter(({ atMs }) => {
      const on = Date.parse(dateIn(atMs)) / DAY_MS;
      return on >= from && on < to;
    });
    const placeOf = (one: Happening) => [guildId, one.channelId, one.userId, hourOf(one)] as const;
    const written = within.filter((one) => one.messages > 0);
    const spoken = within.filter((one) => one.messages === 0);
    await putMessages(
      db,
      written.map((one) => [...placeOf(one), one.messages]),
    );
    await putVoice(
      db,
      spoken.map((one) => [...placeOf(one), one.activeMs, one.mutedMs, 0, 0]),
    );
    await db.pool.query('ANALYZE analytics.message_pack, analytics.voice_pack');
    const client = await db.pool.connect();
    for (let one = from; one < to; one++) {
      // Counts over weeks are made for each seventh day alone, which saves half of the time.
      const weeks = one % 7 === 0 ? [one] : [];
      await client.query('SELECT analytics.ensure_people(day) FROM generate_series($1::int4 - 29, $1) AS day', [one]);
      const work = { guildId, timeZone, days: [one], weeks, month: null, top: false, closedDay: one };
      await rollUpGuilds(client, [work], (one - 29) * 24);
    }
    client.release();
    await dropExpiredPartitions(db, to * DAY_MS, ACTIVITY_KEPT_DAYS);
  }
}

/** What a spreadsheet makes of a file: its own numbers, blanks and texts, and formulas where it sees any. */
function openSheet(csv: string) {
  const rows = parse(csv, { bom: true, relax_column_count: false });
  const [head = [], ...body] = rows;
  const sheet = HyperFormula.buildFromArray(
    rows.map((row) => row.map((cell) => (cell === '' ? null : cell))),
    { licenseKey: 'gpl-v3' },
  );
  const columnOf = (name: string) => {
    const at = head.indexOf(name);
    if (at < 0) throw new Error(`no column ${name}`);
    return at;
  };
  const letter = (name: string) => {
    const address = sheet.simpleCellAddressToString({ sheet: 0, row: 0, col: columnOf(name) }, 0);
    return String(address).replace(/\d+$/, '');
  };
  return {
    head,
    body,
    lines: body.length,
    cell: (line: number, name: string) => {
      const address = { sheet: 0, row: line + 1, col: columnOf(name) };
      return { value: sheet.getCellValue(address), isFormula: sheet.doesCellHaveFormula(address) };
    },
    /** =SUM(E2:E366), as a person would write it below the column. */
    calculate: (formula: string, name: string) =>
      sheet.calculateFormula(`=${formula}(${letter(name)}2:${letter(name)}${body.length + 1})`, 0),
    sumWhere: (name: string, where: string, value: string) =>
      sheet.calculateFormula(
        `=SUMIF(${letter(where)}2:${letter(where)}${body.length + 1},"${value}",${letter(name)}2:${letter(name)}${body.length + 1})`,
        0,
      ),
  };
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

const scope = { guildId };
const all = { after: null, limit: 1_000_000 };
const daysCsv = () =>
  textOf(
    recordsCsv(
      'days',
      allPages((after) => listDayRecords(db, scope, period, { after, limit: 50 })),
    ),
  );
const channelsCsv = () =>
  textOf(
    recordsCsv(
      'channels',
      allPages((after) => listChannelRecords(db, scope, period, { after, limit: 99 }, names)),
    ),
  );

describe('a year, exported and opened in a spreadsheet', () => {
  test('has the sums of the database and of the plain truth', async () => {
    const sheet = openSheet(await daysCsv());
    expect(sheet.lines).toBe(DAYS);
    const { rows } = await db.pool.query<Record<string, string>>(
      `SELECT sum(messages) AS messages, sum(active_ms + muted_ms + deafened_ms) AS voice_ms, sum(active_ms) AS voice_active_ms,
              sum(muted_ms) AS voice_muted_ms, sum(posters) AS posters, sum(active) AS active, sum(joins) AS joins,
              max(active_week) AS active_7_days
         FROM analytics.guild_day WHERE guild_id = $1`,
      [guildId],
    );
    for (const column of ['messages', 'voice_ms', 'voice_active_ms', 'voice_muted_ms', 'posters', 'active', 'joins'])
      expect([column, sheet.calculate('SUM', column)]).toEqual([column, Number(rows[0]?.[column])]);
    expect(sheet.calculate('MAX', 'active_7_days')).toBe(Number(rows[0]?.active_7_days));

    expect(sheet.calculate('SUM', 'messages')).toBe(sum((one) => one.messages));
    expect(sheet.calculate('SUM', 'voice_active_ms')).toBe(sum((one) => one.activeMs));
    expect(sheet.calculate('SUM', 'voice_ms')).toBe(sum((one) => one.activeMs + one.mutedMs));
    expect(sheet.calculate('SUM', 'joins')).toBe(truth.joins.reduce((total, one) => total + one.count, 0));
    const posters = new Set(
      truth.happenings.filter((one) => one.messages > 0).map((one) => `${dateIn(one.atMs)} ${one.userId}`),
    );
    expect(sheet.calculate('SUM', 'posters')).toBe(posters.size);
  });

  test('leaves what nobody observed empty, and never says zero of it', async () => {
    const sheet = openSheet(await daysCsv());
    for (const date of unseen) {
      const line = Date.parse(date) / DAY_MS - period.fromDay;
      expect(sheet.cell(line, 'observed_messages').value).toBe(0);
      for (const column of ['messages', 'posters', 'voice_ms', 'active', 'joins', 'time_zone'])
        expect([date, column, sheet.cell(line, column).value]).toEqual([date, column, null]);
    }
    expect(sheet.calculate('COUNT', 'messages')).toBe(DAYS - unseen.length);
  });

  test('has the sums of every channel, by whatever it is called', async () => {
    const sheet = openSheet(await channelsCsv());
    const ofChannel = (id: string, of: (one: Happening) => number) =>
      truth.happenings.filter((one) => one.channelId === id).reduce((total, one) => total + of(one), 0);
    for (const id of channels) {
      expect(sheet.sumWhere('messages', 'channel_id', `#${id}`)).toBe(ofChannel(id, (one) => one.messages));
      expect(sheet.sumWhere('voice_active_ms', 'channel_id', `#${id}`)).toBe(ofChannel(id, (one) => one.activeMs));
    }
    expect(sheet.calculate('SUM', 'messages')).toBe(sum((one) => one.messages));
  });

  test('runs nothing: a name that could be a formula is text, and a spreadsheet shows it as it is', async () => {
    const csv = await channelsCsv();
    const sheet = openSheet(csv);
    const seen = new Map<string, unknown>();
    for (let line = 0; line < sheet.lines; line++) {
      const { value, isFormula } = sheet.cell(line, 'channel_name');
      expect(isFormula).toBe(false);
      seen.set(String(sheet.cell(line, 'channel_id').value), value);
    }
    expect(seen).toEqual(new Map([...names].map(([id, name]) => [`#${id}`, name])));
    for (const line of csv.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=+@-]/);
  });
});

test('the JSON holds the same records, and says what each field means', async () => {
  const head = {
    ...{ guild: { id: guildId, name: 'A "guild"' }, timeZone, from: '2026-01-01', to: '2026-12-31' },
    ...{ madeAt: new Date(0), definitions: definitionsOf('en') },
  };
  const readers = {
    days: (after: string | null) => listDayRecords(db, scope, period, { after, limit: 100 }),
    channels: (after: string | null) => listChannelRecords(db, scope, period, { after, limit: 500 }, names),
    retention: async () => ({ items: [], next: null }),
    coverage: (after: string | null) =>
      listCoverageRecords(db, { ...scope, timeZone }, period, { after, limit: 2 }, (period.toDay + 9) * DAY_MS),
  };
  const text = await textOf(exportJson(head, (kind) => allPages<object>((after) => readers[kind](after))));
  const json = JSON.parse(text);
  expect(json).toMatchObject({ schema: 'procord.analytics/1', guild: { name: 'A "guild"', time_zone: timeZone } });
  expect(Object.keys(json.definitions.days)).toEqual(Object.keys(dayRecordSchema.shape));
  expect(json.definitions.channels.messages).toContain('with its threads');
  expect(json.days).toEqual((await listDayRecords(db, scope, period, all)).items);
  expect(json.channels).toEqual((await listChannelRecords(db, scope, period, all, names)).items);
  expect(json.retention).toEqual([]);
  expect(json.coverage.map((one: { from: string; to: string }) => [one.from, one.to])).toEqual([
    ['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-03-29T22:00:00.000Z', '2026-03-30T22:00:00.000Z'],
    ['2026-08-13T22:00:00.000Z', '2026-08-14T22:00:00.000Z'],
  ]);
});

test('a plain parser reads every line as a record of the schema, whatever the size of a page', async () => {
  const whole = await allOf((limit) => allPages((after) => listDayRecords(db, scope, period, { after, limit })));
  const byChannel = await allOf((limit) =>
    allPages((after) => listChannelRecords(db, scope, period, { after, limit }, names)),
  );
  for (const record of whole) dayRecordSchema.strict().parse(record);
  for (const record of byChannel) channelRecordSchema.strict().parse(record);
  expect(openSheet(await daysCsv()).head).toEqual(Object.keys(dayRecordSchema.shape));
});

async function allOf<T>(read: (limit: number) => AsyncIterable<T[]>): Promise<T[]> {
  const all = await Promise.all(
    [1_000_000, 61].map(async (limit) => {
      const items: T[] = [];
      for await (const page of read(limit)) items.push(...page);
      return items;
    }),
  );
  expect(all[1]).toEqual(all[0]);
  return all[0] ?? [];
}

test('joining weeks say why a figure is not there', async () => {
  await db.pool.query(
    `INSERT INTO analytics.retention_week (guild_id, week, joined, stayed_week1, active_week1, observed_week1,
            stayed_week4, active_week4, observed_week4)
     VALUES ($1, $2, 40, 30, 20, 1, 10, 5, 0.9), ($1, $2 + 7, 40, 30, 20, 1, NULL, NULL, NULL),
            ($1, $2 + 14, NULL, NULL, NULL, 1, NULL, NULL, NULL), ($1, $2 + 21, NULL, NULL, NULL, 0.5, NULL, NULL, NULL)`,
    [guildId, firstDay + 4],
  );
  const pages = () => allPages((after) => listCohortRecords(db, scope, period, { after, limit: 3 }));
  const records = [];
  for await (const page of pages()) records.push(...page);
  for (const record of records) cohortRecordSchema.strict().parse(record);
  expect(records.map((one) => [one.week, one.state_week_1, one.state_week_4])).toEqual([
    ['2026-01-05', 'known', 'known'],
    ['2026-01-12', 'known', 'not_yet'],
    ['2026-01-19', 'too_few', 'not_yet'],
    ['2026-01-26', 'withheld', 'not_yet'],
  ]);
  const sheet = openSheet(await textOf(recordsCsv('retention', pages())));
  expect(sheet.calculate('SUM', 'joined')).toBe(80);
  expect(sheet.cell(2, 'joined').value).toBeNull();
});

test('years are read a page at a time: what is held does not grow with them', async () => {
  const other = openWholeDatabase(db.url, { max: 1 });
  await other.pool.query(
    `INSERT INTO analytics.channel_day SELECT 5, channel, day, NULL, 1, 1, 0, 0, 0, 0, 0, NULL
       FROM generate_series(1, 400) AS channel, generate_series(19000, 19249) AS day`,
  );
  const sizes: number[] = [];
  const asked: (string | null)[] = [];
  const pages = allPages((after) => {
    asked.push(after);
    return listChannelRecords(
      other,
      { guildId: '5' },
      { fromDay: 0, toDay: 30_000 },
      { after, limit: 1_000 },
      new Map(),
    );
  });
  let messages = 0;
  for await (const page of pages) {
    sizes.push(page.length);
    messages += page.reduce((total, one) => total + (one.messages ?? 0), 0);
    // The next page is asked for when this one is done with.
    expect(asked).toHaveLength(sizes.length);
  }
  expect(messages).toBe(100_000);
  expect(Math.max(...sizes)).toBe(1_000);
  await other.close();
});

import { getWeekHours } from '#core/analytics/get-week-hours.server.ts';
import { listChannelDays } from '#core/analytics/list-channel-days.server.ts';
import { listChannelTotals } from '#core/analytics/list-channel-totals.server.ts';
import { listCohorts } from '#core/analytics/list-cohorts.server.ts';
import { listDays } from '#core/analytics/list-days.server.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import type { FilledDatabase } from '../scale/filled-database.ts';
import * as hourly from './from-hours.ts';

/** A question of the product's pages, and the same answer from the hourly rows where those are held for all of it. */
export interface Chart {
  name: string;
  atMostMs: number;
  ask: () => Promise<unknown>;
  /** What of the answer is compared, and the same from the hourly rows. */
  told?: (answer: unknown) => unknown;
  fromHours?: () => Promise<unknown>;
}

const CHART_MS = 10;
const GRID_MS = 50;
/** Channels of a category that is filtered by. */
const CATEGORY = 20;

/** Of the big guild: each question over four weeks, which the hourly rows know too, and over two years. */
export function chartsOf({ db, world }: FilledDatabase): Chart[] {
  const { big, today } = world;
  const scope = { guildId: big.id };
  const channel = (number: number) => String(BigInt(big.id) + BigInt(number) * 4_194_304n);
  const category = Array.from({ length: CATEGORY }, (_, index) => channel(index + 1));
  const weeks: Period = { fromDay: today - 28, toDay: today - 1 };
  const years: Period = { fromDay: today - 730, toDay: today - 1 };
  const parts = { pool: db.pool, guildId: big.id };
  const nowMs = (today + 1) * 86_400_000 - 1;
  const inZone = (period: Period) => ({ ...period, timeZone: 'UTC' });

  const overTime = (name: string, ask: (period: Period) => Promise<unknown>, of: Partial<Chart> = {}): Chart[] => [
    { name: `${name}_28_days`, atMostMs: CHART_MS, ask: () => ask(weeks), ...of },
    { name: `${name}_2_years`, atMostMs: CHART_MS, ask: () => ask(years) },
  ];
  return [
    ...overTime('overview_and_members', (period) => listDays(db, scope, period), {
      told: (answer) =>
        (answer as Awaited<ReturnType<typeof listDays>>).map((one) => [
          one.day,
          one.messages,
          one.posters,
          one.voice.activeMs,
          one.voiceUsers,
          one.active,
        ]),
      fromHours: () => hourly.days(parts, weeks),
    }),
    ...overTime('all_channels', (period) => listChannelTotals(db, scope, period), {
      told: (answer) =>
        (answer as Awaited<ReturnType<typeof listChannelTotals>>)
          .map((one) => [one.id, one.messages, one.activeMs])
          .sort(byFirst),
      fromHours: () => hourly.channels(parts, weeks).then((rows) => rows.sort(byFirst)),
    }),
    // Back to where all of them have totals, with days at both ends.
    {
      name: 'all_channels_90_days',
      atMostMs: CHART_MS,
      ask: () => listChannelTotals(db, scope, { fromDay: today - 121, toDay: today - 32 }),
    },
    ...overTime('a_channel', (period) => listChannelDays(db, { ...scope, channelIds: [channel(3)] }, period), {
      told: dayRows,
      fromHours: () => hourly.channelDays(parts, [channel(3)], weeks),
    }),
    ...overTime('a_category', (period) => listChannelDays(db, { ...scope, channelIds: category }, period), {
      told: dayRows,
      fromHours: () => hourly.channelDays(parts, category, weeks),
    }),
    ...overTime(
      'hours_of_the_week',
      (period) => getWeekHours(db, { ...scope, channelIds: null }, inZone(period), 'messages', nowMs),
      { fromHours: () => hourly.weekHours(parts, weeks) },
    ),
    {
      name: 'hours_of_the_week_of_a_channel',
      atMostMs: CHART_MS,
      ask: () => getWeekHours(db, { ...scope, channelIds: [channel(3)] }, inZone(weeks), 'messages', nowMs),
    },
    {
      name: 'retention_grid_2_years',
      atMostMs: GRID_MS,
      ask: () => listCohorts(db, scope, { ...years, today }),
    },
    {
      name: 'retention_of_a_week',
      atMostMs: GRID_MS,
      ask: () => listCohorts(db, scope, { ...cohortWeek(today), today }),
      told: (answer) =>
        (answer as Awaited<ReturnType<typeof listCohorts>>).map(({ joined, week1 }) => [
          joined,
          'active' in week1 ? week1.active : null,
        ]),
      fromHours: () => hourly.cohort(parts, cohortWeek(today).fromDay),
    },
  ];
}

/** The newest joining week of which week 1 is over for all. */
function cohortWeek(today: number): Period {
  const fromDay = today - 21 - ((today + 3) % 7);
  return { fromDay, toDay: fromDay + 6 };
}

const dayRows = (answer: unknown) =>
  (answer as Awaited<ReturnType<typeof listChannelDays>>).map((one) => [one.day, one.messages, one.activeMs]);

const byFirst = (a: readonly unknown[], b: readonly unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);

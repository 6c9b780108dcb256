import type {
  ActivityData,
  ChannelsData,
  GrowthData,
  NamedChannel,
  NamedInviteSource,
  PeriodData,
  RetentionData,
  TopData,
} from '#app/components/analytics/props.ts';
import { listChannels } from '#core/analytics/rules/channel-lists.ts';
import { chartKeys, dayCharts, dayValues } from '#core/analytics/rules/charts.ts';
import type { CohortRow } from '#core/analytics/rules/cohorts.ts';
import { type Period, periodBefore } from '#core/analytics/rules/period.ts';
import { makeSeries } from '#core/analytics/rules/series.ts';
import { type DayTotals, sumUp } from '#core/analytics/rules/totals.ts';
import { voiceTotalMs } from '#core/analytics/rules.ts';

/** Invented totals for looking at the pages of a period without a server behind them. */
const HOUR = 3_600_000;
/** Saturday, 21 November 2026. */
const TODAY = Date.UTC(2026, 10, 21) / 86_400_000;

/** The same numbers every time, in [0, 1). */
const noise = (seed: number) => Math.abs((Math.sin(seed * 12.9898) * 43_758.5453) % 1);
const wave = (day: number, of: number) =>
  of * (1 + 0.25 * Math.sin((day / 7) * 2 * Math.PI) + 0.15 * noise(day + of) + (day - TODAY + 400) / 1_600);

function dayTotals(day: number, observed: number): DayTotals {
  const count = (of: number) => Math.round(wave(day, of) * observed);
  return {
    day,
    messages: count(9_200),
    posters: count(480),
    voice: {
      activeMs: count(310) * HOUR,
      mutedMs: count(90) * HOUR,
      deafenedMs: count(21) * HOUR,
      aloneMs: count(14) * HOUR,
    },
    voiceUsers: count(170),
    peak: count(44),
    active: count(540),
    activeWeek: count(1_490),
    activeMonth: count(2_870),
    newcomers: count(210),
    returned: count(160),
    lapsed: count(140),
    regulars: count(930),
    joins: count(61),
    left: { firstDay: count(9), firstWeek: count(7), firstMonth: count(5), later: count(16), unknown: 0 },
    observed: { messages: observed, voice: observed },
  };
}

function period(
  days: number,
  changes: Partial<PeriodData> = {},
  gaps: Readonly<Record<number, number>> = {},
): PeriodData {
  const shown: Period = { fromDay: TODAY - days, toDay: TODAY - 1 };
  const before = periodBefore(shown);
  const totals = Array.from({ length: days * 2 }, (_, index) => before.fromDay + index).flatMap((day) => {
    const observed = gaps[TODAY - day] ?? 1;
    return observed === 0 ? [] : [dayTotals(day, observed)];
  });
  return {
    guild: { id: '1180000000000000001', name: 'Berlin Makers' },
    timeZone: 'Europe/Berlin',
    premium: true,
    staff: false,
    period: shown,
    before,
    today: TODAY,
    sinceDay: before.fromDay,
    days,
    channel: null,
    annotations: [
      { id: '1', day: TODAY - 9, text: 'Maker fair in the old power station' },
      { id: '2', day: TODAY - 3, text: 'New rules for #marketplace' },
    ],
    totals: sumUp(shown, totals),
    totalsBefore: sumUp(before, totals),
    charts: Object.fromEntries(
      chartKeys.map((key) => [key, makeSeries(shown, dayValues(totals, dayCharts[key]), dayCharts[key].gathering)]),
    ),
    ...changes,
  };
}

function channel(id: string, name: string | null, messages: number, hours: number): NamedChannel {
  return {
    id,
    parentId: null,
    name,
    former: name === null,
    messages,
    activeMs: hours * HOUR,
    mutedMs: hours * 0.3 * HOUR,
    deafenedMs: hours * 0.06 * HOUR,
    aloneMs: hours * 0.04 * HOUR,
    peak: hours > 0 ? Math.round(hours / 20) + 2 : null,
    threads: messages > 40_000 ? [{ id: `${id}1`, name: 'Laser cutter, who has been trained?', messages: 3_120 }] : [],
    moreThreads: messages > 80_000 ? 14 : 0,
  };
}

const namedChannels = [
  channel('11', 'general', 81_204, 0),
  channel('12', 'showcase', 42_901, 0),
  channel('13', 'help-electronics', 31_220, 0),
  channel('14', 'a-channel-with-a-name-that-goes-on-for-longer-than-anybody-reads', 12_011, 0),
  channel('15', 'marketplace', 6_020, 0),
  channel('16', null, 812, 0),
  channel('21', 'Workshop', 0, 812),
  channel('22', 'Late night', 0, 401),
  channel('23', 'Soldering bench', 0, 92),
];

const guildChannels = (measureOf: (one: NamedChannel) => number, some = namedChannels): ChannelsData => ({
  names: 'known',
  all: false,
  channels: listChannels(
    some.filter((one) => measureOf(one) > 0),
    measureOf,
  ),
});

const choice: ActivityData['choice'] = {
  groups: [
    { category: null, channels: [{ id: '11', name: 'general' }] },
    {
      category: { id: '90', name: 'Making' },
      channels: [
        { id: '12', name: 'showcase' },
        { id: '13', name: 'help-electronics' },
      ],
    },
  ],
  more: 0,
};

const byMessages = ({ messages }: NamedChannel) => messages;
const written = guildChannels(byMessages);
const spoken = guildChannels(voiceTotalMs);

const week = (of: number, unknown: boolean) =>
  Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) =>
      unknown && day === 2
        ? null
        : of *
          Math.max(0.02, Math.sin(((hour - 5) / 24) * Math.PI) ** 3) *
          (day > 4 ? 1.4 : 1) *
          (1 + noise(day * 24 + hour) / 5),
    ),
  );

const known = (joined: number, stayed: number, active: number) => ({
  joined,
  stayed: Math.round(joined * stayed),
  active: Math.round(joined * active),
});

const monday = TODAY - 5;
const cohorts: CohortRow[] = Array.from({ length: 13 }, (_, index) => {
  const base = { week: monday - index * 7, joined: index < 2 || index === 7 || index === 9 ? null : 190 + index * 13 };
  if (index === 7) return { ...base, week1: { state: 'few' }, week4: { state: 'few' } };
  if (index === 9) return { ...base, week1: { state: 'unobserved' }, week4: { state: 'unobserved' } };
  const of = (share: number) => Math.round((base.joined ?? 0) * (share + noise(index) / 20));
  return {
    ...base,
    week1: index < 2 ? { state: 'not-yet' } : { state: 'known', stayed: of(0.78), active: of(0.41) },
    week4: index < 5 ? { state: 'not-yet' } : { state: 'known', stayed: of(0.61), active: of(0.24) },
  };
});

const people = ['Marguerite', 'Özgür', 'مريم', 'a name that goes on and on until somebody stops it', 'Tom', 'Ines'];
const top = (days: 7 | 28): TopData => ({
  guild: { id: '1180000000000000001', name: 'Berlin Makers' },
  timeZone: 'Europe/Berlin',
  premium: true,
  staff: false,
  days,
  day: TODAY - 1,
  lists: {
    messages: people.map((name, index) => ({ userId: `${index}`, name, value: Math.round(2_811 / (index + 1)) })),
    voice: people.map((name, index) => ({
      userId: `${index}`,
      name: index === 4 ? null : name,
      value: (61 / (index + 1)) * HOUR,
    })),
  },
});
const sources: NamedInviteSource[] = [
  {
    source: 'vanity',
    code: 'berlin-makers',
    channelId: null,
    channelName: null,
    joined: 812,
    mature: known(701, 0.74, 0.39),
  },
  {
    source: 'invite',
    code: 'Kx3vTq9R',
    channelId: '11',
    channelName: 'general',
    joined: 402,
    mature: known(360, 0.83, 0.52),
  },
  {
    source: 'invite',
    code: 'mFaire26',
    channelId: '15',
    channelName: 'marketplace',
    joined: 96,
    mature: known(96, 0.41, 0.12),
  },
  { source: 'invite', code: 'Qw7pLs2N', channelId: '16', channelName: null, joined: 38, mature: null },
  { source: 'unknown', code: null, channelId: null, channelName: null, joined: 611, mature: known(560, 0.7, 0.33) },
  { source: 'others', code: null, channelId: null, channelName: null, joined: 57, mature: known(44, 0.8, 0.45) },
];
const invites: RetentionData['invites'] = { state: 'reading', sinceMs: (TODAY - 88) * 86_400_000, sources };

const holes = { 4: 0, 5: 0.4, 11: 0.9, 12: 0, 13: 0 };

/** As much of so many days as hours are kept of. */
function hoursOf(days: number, of: ActivityData['week']): Pick<ActivityData, 'week' | 'weekFrom'> {
  return { week: of, weekFrom: period(Math.min(days, 99)).period.fromDay };
}

export const periods = {
  overview: { ...period(28), ...written } satisfies PeriodData & ChannelsData,
  messages: { ...period(28), ...written, ...hoursOf(28, week(640, false)), choice } satisfies ActivityData,
  messagesHoles: {
    ...period(28, {}, holes),
    ...written,
    ...hoursOf(28, week(640, true)),
    choice,
    names: 'unknown',
  } satisfies ActivityData,
  messagesYear: {
    ...period(365),
    ...written,
    ...hoursOf(365, week(640, false)),
    choice: { ...choice, more: 438 },
  } satisfies ActivityData,
  messagesChannel: {
    ...period(90, { channel: { id: '12', name: 'showcase' } }),
    ...guildChannels(byMessages, namedChannels.slice(1, 2)),
    ...hoursOf(90, week(90, false)),
    choice,
  } satisfies ActivityData,
  voice: { ...period(28), ...spoken, ...hoursOf(28, week(19 * HOUR, false)), choice } satisfies ActivityData,
  members: period(90),
  membersHoles: period(28, {}, holes),
  top: top(28),
  growth: { ...period(28), membersGranted: true } satisfies GrowthData,
  growthNotGranted: { ...period(28), membersGranted: false } satisfies GrowthData,
  retention: { ...period(90), cohorts, invites } satisfies RetentionData,
  retentionNoInvites: {
    ...period(90),
    cohorts,
    invites: { state: 'not_permitted', sinceMs: TODAY * 86_400_000, sources: [] },
  } satisfies RetentionData,
  none: { ...period(28, { sinceDay: null }), ...written } satisfies PeriodData & ChannelsData,
  notPremium: { ...period(28, { sinceDay: null, premium: false }), ...written } satisfies PeriodData & ChannelsData,
};

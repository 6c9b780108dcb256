import type { OverviewData } from '#app/components/analytics/props.ts';
import type { FrameData } from '#app/components/frame/props.ts';
import type { PickerGuild } from '#app/components/guilds/props.ts';
import type { OperatorData } from '#app/components/operator/props.ts';
import type { Gap, Overview, OverviewHour } from '#core/analytics/rules.ts';
import { locales } from '#core/i18n/rules.ts';

/** Invented data for looking at pages without a server behind them. */
const HOUR = 3_600_000;
/** Saturday, 21 November 2026, 00:00 in Berlin. */
const DAY = Date.UTC(2026, 10, 20, 23);
const AS_OF = DAY + 14 * HOUR + 2 * 60_000 + 31_000;

const today = [812, 402, 213, 96, 61, 88, 241, 602, 934, 1121, 1204, 1388, 1502, 1711, 96];
const yesterday = [
  901, 522, 240, 120, 70, 81, 204, 566, 1012, 1198, 1240, 1302, 1401, 1466, 1388, 1502, 1604, 1811, 2240, 2511, 2302,
  1904, 1466, 1102,
];

function hours(gaps: readonly Gap[], scale = 1): OverviewHour[] {
  return yesterday.map((before, index) => {
    const fromMs = DAY + index * HOUR;
    const untilMs = Math.min(fromMs + HOUR, AS_OF);
    const unknown = gaps.reduce(
      (sum, gap) => sum + Math.max(0, Math.min(gap.toMs, untilMs) - Math.max(gap.fromMs, fromMs)),
      0,
    );
    const observed = untilMs > fromMs ? Math.max(0, 1 - unknown / (untilMs - fromMs)) : 1;
    const count = Math.round((today[index] ?? 0) * observed * scale);
    return {
      fromMs,
      state: index < 14 ? 'past' : index === 14 ? 'now' : 'to-come',
      messages: count,
      voiceMs: count * 41_000,
      observed: { messages: observed, voice: observed },
      before: { messages: Math.round(before * scale), voiceMs: before * scale * 38_000 },
    };
  });
}

function overview(gaps: Gap[], changes: Partial<Overview> = {}, scale = 1): Overview {
  const list = hours(gaps, scale);
  const messages = list.reduce((sum, hour) => sum + hour.messages, 0);
  const share = 1 - gaps.reduce((sum, gap) => sum + gap.toMs - gap.fromMs, 0) / (AS_OF - DAY);
  return {
    guildId: '1180000000000000001',
    timeZone: 'Europe/Berlin',
    date: '2026-11-21',
    fromMs: DAY,
    toMs: DAY + 24 * HOUR,
    asOfMs: AS_OF,
    state: 'counting',
    countingSinceMs: DAY - 900 * HOUR,
    messages,
    voice: { activeMs: 61 * HOUR, mutedMs: 22 * HOUR + 700_000, deafenedMs: 3 * HOUR },
    people: { active: 1204, posters: 1102, voice: 233 },
    inVoiceNow: 41,
    hours: list,
    channels: [
      channel('general', Math.round(messages * 0.31)),
      {
        ...channel('help-and-questions', Math.round(messages * 0.22)),
        threads: [
          { id: '31', name: 'How do I export my data?', messages: Math.round(messages * 0.06) },
          { id: '32', name: 'لماذا لا يعمل البوت', messages: Math.round(messages * 0.03) },
          { id: '33', name: null, messages: Math.round(messages * 0.01) },
        ],
      },
      channel('🎨・showcase-ideen-und-werkstattberichte-aus-der-ganzen-gemeinschaft', Math.round(messages * 0.14)),
      channel('بحث-و-نقاش', Math.round(messages * 0.1)),
      channel('off-topic', Math.round(messages * 0.08)),
      channel('雑談', Math.round(messages * 0.05)),
      channel('memes', Math.round(messages * 0.04)),
      channel('announcements', Math.round(messages * 0.02)),
      { ...channel('', Math.round(messages * 0.02)), id: '1190000000000000777', name: null, former: true },
      { ...channel('', 3), id: '1190000000000000778', name: null, former: true },
    ],
    voiceChannels: [
      voice('Lounge', 28, 9, 1.2, 18),
      voice('Study together 📚', 12, 10, 1.6, 14),
      voice('Stage: Friday talks', 14, 2, 0, 0),
      voice('جلسة صوتية', 7, 1.1, 0.2, 9),
    ],
    comparison: {
      untilMs: DAY + 14 * HOUR,
      messages: { today: messages, before: 10_323 },
      voiceMs: { today: 84 * HOUR, before: 91 * HOUR },
    },
    coverage: { messages: share, voice: share, gaps },
    ...changes,
  };
}

function channel(name: string, messages: number) {
  return { id: `c-${name}`, name, messages, threads: [], former: false };
}

function voice(name: string, active: number, muted: number, deafened: number, inItNow: number) {
  return {
    id: `v-${name}`,
    name,
    former: false,
    inItNow,
    activeMs: active * HOUR,
    mutedMs: muted * HOUR,
    deafenedMs: deafened * HOUR,
  };
}

const gap = (from: number, to: number, reason: string, kind: Gap['kind'] = 'all'): Gap => ({
  fromMs: DAY + from * HOUR,
  toMs: DAY + to * HOUR,
  kind,
  reason,
});

const berlin = { id: '1180000000000000001', name: 'Berlin Makers' };
const long = {
  id: '1180000000000000002',
  name: 'The Extraordinarily Long-Named Association of Amateur Astronomers and Night-Sky Photographers 🔭',
};
const arabic = { id: '1180000000000000003', name: 'مجتمع المطورين العرب 👩‍💻' };

let guilds = 0;
/** Each has a guild id of its own: the preview's live stream finds its data by it. */
const data = (value: Overview, changes: Partial<OverviewData> = {}): OverviewData => {
  guilds += 1;
  const id = `118000000000000010${guilds}`;
  const { guild = berlin, ...rest } = changes;
  const overview = { ...value, guildId: id };
  return { guild: { ...guild, id }, premium: true, names: 'known', overview, ...rest };
};

const partial = [gap(9.2, 10.67, 'session-lost'), gap(12.4, 12.45, 'restart')];
const empty = { channels: [], voiceChannels: [], comparison: null, inVoiceNow: 0 };
const nothing = {
  ...empty,
  messages: 0,
  voice: { activeMs: 0, mutedMs: 0, deafenedMs: 0 },
  people: { active: 0, posters: 0, voice: 0 },
};
const blank = (hour: OverviewHour): OverviewHour => ({
  ...hour,
  messages: 0,
  voiceMs: 0,
  before: { messages: null, voiceMs: null },
});

export const overviews = {
  full: data(overview([])),
  partial: data(
    overview(partial, {
      comparison: { untilMs: DAY + 14 * HOUR, messages: null, voiceMs: null },
    }),
    { guild: long },
  ),
  quiet: data(
    overview([], {
      ...nothing,
      hours: hours([]).map((hour) => ({ ...hour, messages: 0, voiceMs: 0 })),
    }),
    { guild: arabic },
  ),
  behind: data(
    overview([gap(12.6, 14.042, 'behind')], {
      state: 'behind',
      asOfMs: DAY + 12.6 * HOUR,
      comparison: null,
    }),
    { names: 'unknown' },
  ),
  started: data(
    overview([gap(0, 13.9, 'not-counted')], {
      ...nothing,
      messages: 12,
      people: { active: 3, posters: 3, voice: 0 },
      channels: [channel('general', 12)],
      countingSinceMs: DAY + 13.9 * HOUR,
      hours: hours([gap(0, 13.9, 'not-counted')]).map((hour) => ({
        ...blank(hour),
        messages: hour.state === 'now' ? 12 : 0,
      })),
    }),
  ),
  stopped: data(
    overview([gap(11, 14.042, 'not-counted')], { state: 'stopped', countingSinceMs: null, comparison: null }),
    { premium: false },
  ),
  notPremium: data(overview([], { ...nothing, state: 'never', countingSinceMs: null, hours: hours([]).map(blank) }), {
    premium: false,
  }),
  big: data(overview([], { people: { active: 148_204, posters: 140_001, voice: 22_044 }, inVoiceNow: 4_120 }, 120)),
} satisfies Record<string, OverviewData>;

export const pickerGuilds: PickerGuild[] = [
  { ...berlin, right: 'owner', premium: true, inviteUrl: null },
  { ...long, right: 'administrator', premium: true, inviteUrl: null },
  { ...arabic, right: 'manager', premium: false, inviteUrl: null },
  { id: '1180000000000000004', name: 'x', right: 'manager', premium: false, inviteUrl: 'https://discord.example/a' },
  {
    id: '1180000000000000005',
    name: 'Zürcher Brettspielrunde',
    right: 'owner',
    premium: true,
    inviteUrl: 'https://discord.example/b',
  },
];

export const manyGuilds: PickerGuild[] = Array.from({ length: 200 }, (_, index) => ({
  id: `11800000000000${10_000 + index}`,
  name: `Community number ${index + 1}`,
  right: 'manager' as const,
  premium: index % 3 === 0,
  inviteUrl: index % 4 === 3 ? 'https://discord.example/x' : null,
}));

export function frame(changes: Partial<FrameData> = {}): FrameData {
  return {
    viewer: { name: 'Marguerite', staff: true, hasRole: true, suspended: false },
    guilds: pickerGuilds.filter((guild) => guild.inviteUrl === null),
    guild: null,
    theme: null,
    language: { chosen: null, offered: locales },
    notice: 'Simulated Discord. Nothing here is real.',
    pending: [],
    ...changes,
  };
}

const at = new Date(AS_OF);
const before = (ms: number) => new Date(AS_OF - ms);

export const operator: OperatorData = {
  gateway: {
    at,
    clusters: [
      cluster(0, [0, 1, 2, 3], 'running', 1_204),
      { ...cluster(1, [4, 5, 6, 7], 'running', 46_000), restarts: 4, flushMs: 812.4, loopLagMs: 48.2 },
      cluster(2, [8, 9, 11], 'starting', 300),
    ],
    shards: Array.from({ length: 12 }, (_, shardId) => ({
      shardCount: 12,
      shardId,
      epoch: 3 + (shardId % 4),
      clusterId: shardId === 10 ? null : Math.min(2, Math.floor(shardId / 4)),
      leaseAgeMs: shardId === 10 ? null : shardId === 5 ? 92_000 : 840 + shardId * 31,
      sequence: shardId === 10 ? null : 1_204_331 + shardId * 977,
      lagMs: shardId === 10 ? null : shardId === 5 ? 94_000 : 1_120 + shardId * 60,
      observedAt: shardId === 10 ? null : before(shardId === 5 ? 94_000 : 1_120),
    })),
    identify: { used: 48, total: 1_000, hardStop: 800 },
    alerts: [
      {
        id: '1',
        kind: 'cluster-silent',
        scope: 'cluster 1',
        detail: 'no heartbeat of process 4121 for 46 s',
        openedAt: before(46_000),
      },
    ],
    gaps: [
      { id: '9', shardId: 5, guildId: null, kind: 'all', from: before(94_000), to: null, reason: 'session-lost' },
      {
        id: '8',
        shardId: 2,
        guildId: berlin.id,
        kind: 'voice',
        from: before(9e6),
        to: before(8e6),
        reason: 'resharded',
      },
    ],
  },
  grants: [
    {
      guildId: berlin.id,
      grantedBy: '1170000000000000009',
      reason: 'Founding community',
      startsAt: before(9e9),
      endsAt: null,
    },
    {
      guildId: arabic.id,
      grantedBy: '1170000000000000009',
      reason: 'Trial for the spring event, asked for by their team over support',
      startsAt: before(9e8),
      endsAt: new Date(AS_OF + 9e9),
    },
  ],
  reversals: [
    {
      id: 'ch_1',
      kind: 'refund',
      guildId: '1170000000000000012',
      accountId: '1170000000000000044',
      amount: 900,
      currency: 'eur',
      whole: true,
      status: 'refunded',
      noticedAt: before(4e8),
    },
  ],
  retention: [
    {
      retention: 'session',
      oldestAt: before(5e8),
      dueAt: new Date(AS_OF + 1e8),
      place: 'public.session',
      measuredAt: at,
    },
    {
      retention: 'activity',
      oldestAt: before(26e8),
      dueAt: before(8e6),
      place: 'analytics.message_pack',
      measuredAt: at,
    },
    { retention: 'membership', oldestAt: null, dueAt: null, place: null, measuredAt: at },
  ],
  suspended: [{ accountId: '1170000000000000044', suspendedAt: before(5e8) }],
  done: null,
  problem: null,
  guildId: null,
};

function cluster(clusterId: number, shards: number[], state: string, silentMs: number) {
  return {
    clusterId,
    pid: 4_120 + clusterId,
    host: 'procord-1',
    shards,
    state,
    startedAt: before(7.3e7),
    silentMs,
    restarts: 0,
    guilds: 1_204 + clusterId * 11,
    events: 18_204_331 + clusterId * 12_001,
    pendingKeys: 1_420,
    loopLagMs: 3.4,
    heapBytes: 148_000_000,
    flushMs: 41.2,
    lastFlushAt: before(1_204),
  };
}

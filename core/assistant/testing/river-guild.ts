import { GUILD, PERSON } from '#core/ai/testing/ai-rig.ts';
import type { FakeGuild } from '#core/guilds/testing/fake-reader.ts';
import { createNode } from '#core/knowledge/create-node.server.ts';
import type { NodeKind } from '#core/knowledge/schema.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';

const DAY_MS = 86_400_000;
const MANAGE_GUILD = 1n << 5n;

/** A Sunday at noon, UTC. */
export const NOW_MS = Date.UTC(2026, 10, 29, 12);
export const TODAY = Math.floor(NOW_MS / DAY_MS);
export const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
export const dayOf = (date: string) => Date.parse(date) / DAY_MS;

/** Another who manages the guild. */
export const SECOND = '400000000000000002';

const MOD_ROLE = '510000000000000001';
/** Channels in which something happens. The last is for moderators, of whom the asker is none. */
export const channels = [
  { id: '520000000000000001', name: 'general', type: 0 },
  { id: '520000000000000002', name: 'boats', type: 0 },
  { id: '520000000000000003', name: 'photos', type: 0 },
  { id: '520000000000000004', name: 'Campfire', type: 2 },
  { id: '520000000000000005', name: 'staff-room', type: 0, onlyFor: [MOD_ROLE] },
] as const;
export const HIDDEN = channels[4];

export const riverGuild: FakeGuild = {
  id: GUILD,
  ownerId: '400000000000000099',
  roles: [
    { id: MOD_ROLE, name: 'Moderator', permissions: 0n },
    { id: '510000000000000002', name: 'Captain', permissions: MANAGE_GUILD },
    { id: '510000000000000003', name: 'Rower', permissions: 0n },
  ],
  channels: [{ id: '530000000000000001', name: 'The river', type: 4 }, ...channels],
  members: { [PERSON]: ['510000000000000002'], [SECOND]: ['510000000000000002'], '400000000000000099': [] },
};

export interface RiverDay {
  day: number;
  /** Messages and voice minutes by channel, in the order of `channels`. */
  messages: number[];
  voiceMinutes: number[];
  posters: number;
  voiceUsers: number;
  active: number;
  activeWeek: number;
  joins: number;
  left: [number, number, number, number, number];
  peak: number;
  regulars: number;
  newcomers: number;
  returned: number;
  lapsed: number;
  observed: number;
}

/** Seventy days, each different; one was half observed and one not at all. */
export const riverDays: RiverDay[] = Array.from({ length: 70 }, (_, at): RiverDay => {
  const day = TODAY - 70 + at;
  return {
    day,
    messages: [101 + at * 3, 40 + ((at * 7) % 23), 17 + ((at * 5) % 11), 0, 9 + (at % 4)],
    voiceMinutes: [0, 0, 0, 200 + ((at * 13) % 97), 0],
    posters: 20 + (at % 9),
    voiceUsers: 6 + (at % 5),
    active: 24 + (at % 8),
    activeWeek: 60 + at,
    joins: 2 + (at % 5),
    left: [at % 2, 1, at % 3, (at + 1) % 2, 0],
    peak: 5 + (at % 7),
    regulars: 31 + (at % 6),
    newcomers: 11 + (at % 4),
    returned: 7 + (at % 3),
    lapsed: 5 + (at % 5),
    observed: at === 30 ? 0.5 : 1,
  };
}).filter((_, at) => at !== 31);

/** By the Monday of the week: what became of who joined. The second has fewer than ten. */
export const cohorts = [
  { week: dayOf('2026-10-05'), joined: 24, stayed1: 18, active1: 12, stayed4: 15, active4: 9 },
  { week: dayOf('2026-10-12'), joined: null, stayed1: null, active1: null, stayed4: null, active4: null },
  { week: dayOf('2026-10-19'), joined: 31, stayed1: 22, active1: 17, stayed4: null, active4: null },
] as const;

export const invites = [
  { week: dayOf('2026-10-05'), source: 'invite', code: 'rowwithus', joined: 14, stayed: 11, active: 8 },
  { week: dayOf('2026-10-19'), source: 'invite', code: 'rowwithus', joined: 12, stayed: 7, active: 6 },
  { week: dayOf('2026-10-19'), source: 'vanity', code: 'river', joined: 10, stayed: 8, active: 5 },
  { week: dayOf('2026-10-05'), source: 'others', code: '', joined: 10, stayed: 7, active: 4 },
] as const;

export const annotations = [
  { day: dayOf('2026-11-07'), text: 'Autumn regatta' },
  { day: dayOf('2026-11-14'), text: 'New rules were posted' },
] as const;

export const knowledge: readonly { kind: NodeKind; title: string; text: string }[] = [
  { kind: 'rule', title: 'Boat photos', text: 'Photos of boats go to the photos channel, at most 5 a day.' },
  { kind: 'question', title: 'How do I become a rower?', text: 'Ask a captain on Saturday at 10 in Campfire.' },
  { kind: 'event', title: 'Winter cup', text: 'The winter cup is on 12 December and begins at 9.' },
];

/** Puts all of it into a database, as counting and people would have. */
export async function putRiverGuild(db: WholeDatabase): Promise<void> {
  const { pool } = db;
  await db.prisma.guild.create({
    data: { id: BigInt(GUILD), timeZone: 'UTC', preferredLocale: 'en-GB', managedAt: new Date(NOW_MS) },
  });
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
  for (const one of riverDays) {
    await pool.query(
      `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms, peak,
              posters, voice_users, active, active_week, newcomers, returned, lapsed, regulars, joins, left_first_day,
              left_first_week, left_first_month, left_later, left_unknown, observed_messages, observed_voice)
       VALUES ($1, $2, 'UTC', $3, $4, 0, 0, 0, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20)`,
      [
        ...[GUILD, one.day, sum(one.messages), sum(one.voiceMinutes) * 60_000, one.peak, one.posters, one.voiceUsers],
        ...[one.active, one.activeWeek, one.newcomers, one.returned, one.lapsed, one.regulars, one.joins, ...one.left],
        one.observed,
      ],
    );
  }
  const cells = riverDays.flatMap(({ day, messages, voiceMinutes }) =>
    channels.map(({ id }, at) => [id, day, messages[at] ?? 0, (voiceMinutes[at] ?? 0) * 60_000] as const),
  );
  await pool.query(
    `INSERT INTO analytics.channel_day (guild_id, channel_id, day, messages, posters, active_ms, muted_ms, deafened_ms,
            alone_ms, voice_users)
     SELECT $1, channel, day, messages, 1, voice, 0, 0, 0, 1
       FROM unnest($2::int8[], $3::int4[], $4::int4[], $5::int8[]) AS c(channel, day, messages, voice)`,
    [GUILD, ...[0, 1, 2, 3].map((at) => cells.map((cell) => cell[at as 0]))],
  );
  await pool.query(
    `INSERT INTO analytics.channel_span (guild_id, days, first_day, channel_id, messages, active_ms, muted_ms, deafened_ms, alone_ms)
     SELECT guild_id, span, day / span * span, channel_id, sum(messages), sum(active_ms), 0, 0, 0
       FROM analytics.channel_day, unnest(ARRAY[4, 16, 64, 256]) AS span WHERE guild_id = $1 GROUP BY 1, 2, 3, 4`,
    [GUILD],
  );
  // Every message of a day falls into the hour of its place in the week: Monday 10:00, Tuesday 11:00, and so on.
  await pool.query(
    `INSERT INTO analytics.channel_hour (guild_id, channel_id, from_hour, messages, active_ms, muted_ms, deafened_ms, alone_ms)
     SELECT guild_id, 0, day * 24 + 10 + (day + 3) % 7, ARRAY[messages], ARRAY[active_ms], '{0}', '{0}', '{0}'
       FROM analytics.guild_day WHERE guild_id = $1`,
    [GUILD],
  );
  for (const one of cohorts)
    await pool.query(
      `INSERT INTO analytics.retention_week (guild_id, week, joined, stayed_week1, active_week1, stayed_week4, active_week4,
              observed_week1, observed_week4) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8)`,
      [
        GUILD,
        one.week,
        one.joined,
        one.stayed1,
        one.active1,
        one.stayed4,
        one.active4,
        one.stayed4 === null ? null : 1,
      ],
    );
  for (const one of invites)
    await pool.query('INSERT INTO analytics.retention_invite VALUES ($1, $2, $3, $4, NULL, $5, $6, $7)', [
      ...[GUILD, one.week, one.source, one.code, one.joined, one.stayed, one.active],
    ]);
  for (const one of annotations)
    await pool.query(
      `INSERT INTO analytics.annotation (id, guild_id, day, text, created_by) VALUES (gen_random_uuid(), $1, $2, $3, $4)`,
      [GUILD, one.day, one.text, PERSON],
    );
  await pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
    GUILD,
    (TODAY - 70) * DAY_MS,
  ]);
  await pool.query(
    `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason)
     VALUES (1, 0, $1, 'all', $2, $3, 'session-lost')`,
    [GUILD, (TODAY - 40) * DAY_MS + DAY_MS / 2, (TODAY - 38) * DAY_MS],
  );
  await pool.query(
    'INSERT INTO gateway.shard (shard_count, shard_id, observed_ms, heartbeat_at) VALUES (1, 0, $1, $2)',
    [NOW_MS, new Date(NOW_MS)],
  );
  await pool.query('INSERT INTO digest (guild_id, channel_id, chosen_at) VALUES ($1, $2, $3)', [
    GUILD,
    channels[0].id,
    new Date(NOW_MS),
  ]);
  await pool.query(
    `INSERT INTO premium_period (id, source, ref, guild_id, starts_at) VALUES (gen_random_uuid(), 'stripe', 'x', $1, $2)`,
    [GUILD, new Date((TODAY - 70) * DAY_MS)],
  );
  const clock = { now: () => NOW_MS };
  for (const node of knowledge)
    await createNode({ db, clock }, { guildId: GUILD, accountId: PERSON }, { ...node, reviewOn: null });
}

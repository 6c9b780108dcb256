import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createGuildSlots, MessageTable } from '#bot/collector/message-table.ts';
import { type ShardLease, takeShards } from '#core/gateway/take-shards.server.ts';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { HOUR_MS, hourOf } from '#core/platform/snowflake.ts';
import { startTcpProxy, type TcpProxy } from '#core/platform/testing/tcp-proxy.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { commitBatch } from './commit-batch.server.ts';
import type { CountBatch } from './count-batch.server.ts';
import { loadDurableState, recordResharding } from './load-durable-state.server.ts';
import { messageCells, voiceCells } from './testing/put-cells.ts';

const GUILD = '1100000000000000001';
const CHANNEL = '1200000000000000001';
const NOW = 1_795_000_000_000;

let db: WholeDatabase;
let proxy: TcpProxy;
let proxied: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  const url = new URL(db.url);
  proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  proxied = openWholeDatabase(url.href, { max: 2 });
});
afterAll(async () => {
  await proxied.close();
  await proxy.close();
  await db.close();
});

let lease: ShardLease;
const take = async () => {
  const [taken] = await takeShards(db, {
    shardCount: 1,
    shardIds: [0],
    holder: randomUUID(),
    clusterId: 0,
    onResharded: recordResharding,
  });
  if (!taken) throw new Error('no shard');
  return taken;
};
beforeEach(async () => {
  await db.pool.query('TRUNCATE analytics.message_pack, analytics.voice_pack, analytics.objection, gateway.shard');
  lease = await take();
});

interface Message {
  userId: string;
  channelId?: string;
  guildId?: string;
  atMs?: number;
}

function batchOf(number: number, messages: readonly Message[], changes: Partial<CountBatch> = {}): CountBatch {
  const table = new MessageTable();
  const guilds = new Map<string, ReturnType<typeof createGuildSlots>>();
  for (const { userId, channelId = CHANNEL, guildId = GUILD, atMs = NOW } of messages) {
    const guild = guilds.get(guildId) ?? createGuildSlots(guildId);
    guilds.set(guildId, guild);
    const user = BigInt(userId);
    table.add(guild, channelId, Number(user >> 32n), Number(user & 0xffffffffn), atMs);
  }
  return {
    number,
    shardCount: 1,
    clusterId: 0,
    shards: [
      {
        shardId: 0,
        epoch: lease.epoch,
        sessionId: 'session',
        resumeGatewayUrl: 'wss://resume.invalid',
        sequence: number * 100,
        observedMs: NOW,
        recentIds: [],
      },
    ],
    messages: table,
    voice: [],
    voiceSessions: { ended: [], current: [] },
    threads: [],
    memberships: [],
    peaks: [],
    guilds: [],
    invites: [],
    rosters: [],
    gaps: { closed: [], opened: [] },
    spans: { closed: [], opened: [] },
    ...changes,
  };
}

async function counted() {
  const { rows } = await db.pool.query<{ user_id: string; hour: number; messages: number }>(
    `SELECT user_id, hour, sum(messages)::int4 AS messages FROM ${messageCells} GROUP BY 1, 2 ORDER BY hour, user_id`,
  );
  return rows.map((row) => [row.user_id, row.hour - hourOf(NOW), row.messages]);
}

const sequence = async () =>
  (await db.pool.query<{ sequence: string }>('SELECT sequence FROM gateway.shard')).rows[0]?.sequence;

const ANNA = '1300000000000000001';
const BERT = '9223372036854775807';

test('adds to what is there, with ids of all sizes, and moves the offset with it', async () => {
  const small = '100000000000000';
  await commitBatch(db, batchOf(1, [{ userId: ANNA }, { userId: ANNA }, { userId: BERT }, { userId: small }]));
  await commitBatch(db, batchOf(2, [{ userId: ANNA }, { userId: ANNA, atMs: NOW + HOUR_MS }]));
  expect(await counted()).toEqual([
    [small, 0, 1],
    [ANNA, 0, 3],
    [BERT, 0, 1],
    [ANNA, 1, 1],
  ]);
  expect(await sequence()).toBe('200');
});

test('many keys go in more than one statement and none is lost', async () => {
  const people = Array.from({ length: 25_000 }, (_, index) => ({
    userId: String(1_300_000_000_000_000_000n + BigInt(index)),
    channelId: String(1_200_000_000_000_000_000n + BigInt(index % 7)),
    guildId: String(1_100_000_000_000_000_000n + BigInt(index % 3)),
    atMs: NOW + (index % 2) * HOUR_MS,
  }));
  await commitBatch(db, batchOf(1, [...people, ...people]));
  const { rows } = await db.pool.query(
    `SELECT count(*)::int AS keys, sum(messages)::int AS messages, max(messages) AS most FROM ${messageCells}`,
  );
  expect(rows).toEqual([{ keys: 25_000, messages: 50_000, most: 2 }]);
});

test('whoever lost the shard writes nothing', async () => {
  const mine = batchOf(1, [{ userId: ANNA }]);
  const newer = await take();
  expect(await commitBatch(db, mine)).toEqual({ outcome: 'fenced', lost: [0] });
  expect(await counted()).toEqual([]);
  lease = newer;
  expect(await commitBatch(db, batchOf(1, [{ userId: BERT }]))).toEqual({ outcome: 'committed' });
});

test('taking a shard waits for a commit that is under way', async () => {
  const client = await db.pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM gateway.shard FOR UPDATE');
  const order: string[] = [];
  const taking = take().then(() => order.push('taken'));
  await new Promise((resolve) => setTimeout(resolve, 200));
  order.push('committed');
  await client.query('COMMIT');
  client.release();
  await taking;
  expect(order).toEqual(['committed', 'taken']);
});

test('a commit whose answer was lost is found and not made twice', async () => {
  const batch = batchOf(1, [{ userId: ANNA }]);
  const sprung = proxy.cutAfter('COMMIT');
  await expect(commitBatch(proxied, batch)).rejects.toThrow();
  await sprung;
  // The server has read COMMIT before it sees the connection end; wait until it has acted on it.
  for (let tries = 0; (await sequence()) !== '100' && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await commitBatch(proxied, batch)).toEqual({ outcome: 'was-committed' });
  expect(await counted()).toEqual([[ANNA, 0, 1]]);
});

test('a commit that never reached the database is made again', async () => {
  const batch = batchOf(1, [{ userId: ANNA }]);
  const sprung = proxy.cutBefore('COMMIT');
  await expect(commitBatch(proxied, batch)).rejects.toThrow();
  await sprung;
  expect(await commitBatch(proxied, batch)).toEqual({ outcome: 'committed' });
  expect(await counted()).toEqual([[ANNA, 0, 1]]);
});

test('two batches with the same offset are both counted: the number tells them apart', async () => {
  const same = { shards: [{ ...batchOf(1, []).shards[0], sequence: 5 } as CountBatch['shards'][0]] };
  await commitBatch(db, batchOf(1, [{ userId: ANNA }], same));
  expect(await commitBatch(db, batchOf(2, [{ userId: ANNA }], same))).toEqual({ outcome: 'committed' });
  expect(await counted()).toEqual([[ANNA, 0, 2]]);
});

test('people who object are not counted, in one guild or anywhere, nor kept as being in voice', async () => {
  const other = '1100000000000000002';
  await db.pool.query('INSERT INTO analytics.objection (user_id, guild_id) VALUES ($1, 0), ($2, $3)', [
    ANNA,
    BERT,
    GUILD,
  ]);
  const stretch = { channelId: CHANNEL, hour: hourOf(NOW), activeMs: 5, mutedMs: 0, deafenedMs: 0, aloneMs: 0 };
  const session = { channelId: CHANNEL, flags: 0, accruedUntilMs: NOW };
  const both = [ANNA, BERT].flatMap((userId) => [
    { guildId: GUILD, userId },
    { guildId: other, userId },
  ]);
  await commitBatch(
    db,
    batchOf(1, both, {
      voice: both.map((key) => ({ ...key, ...stretch })),
      voiceSessions: { ended: [], current: both.map((key) => ({ ...key, ...session })) },
    }),
  );
  for (const from of [messageCells, voiceCells, 'analytics.voice_session']) {
    const { rows } = await db.pool.query(`SELECT guild_id, user_id FROM ${from}`);
    expect(rows, from).toEqual([{ guild_id: other, user_id: BERT }]);
  }
});

test('another number of shards begins where the old ones were, and says what they had missed', async () => {
  await db.pool.query('TRUNCATE gateway.shard, analytics.coverage_gap');
  await db.pool.query(
    `INSERT INTO gateway.shard (shard_count, shard_id, epoch, session_id, sequence, observed_ms, recent_ids)
     VALUES (2, 0, 3, 'a', 9, $1, '{7}'), (2, 1, 3, 'b', 9, $2, '{8, 9}')`,
    [NOW, NOW - 60_000],
  );
  const [taken] = await takeShards(db, {
    shardCount: 1,
    shardIds: [0],
    holder: randomUUID(),
    clusterId: 0,
    onResharded: recordResharding,
  });
  expect(taken).toMatchObject({ sessionId: null, sequence: null, observedMs: NOW, recentIds: ['7', '8', '9'] });
  const gaps = await db.pool.query(
    'SELECT shard_count, shard_id, from_ms, to_ms, kind, counted_ids FROM analytics.coverage_gap',
  );
  expect(gaps.rows).toEqual([
    {
      shard_count: 2,
      shard_id: 1,
      from_ms: String(NOW - 60_000),
      to_ms: String(NOW),
      kind: 'all',
      counted_ids: ['8', '9'],
    },
  ]);
  expect((await db.pool.query('SELECT shard_count FROM gateway.shard')).rows).toEqual([{ shard_count: 1 }]);
});

test('a new process reads back what was committed', async () => {
  await commitBatch(
    db,
    batchOf(1, [], {
      guilds: [
        {
          guildId: GUILD,
          state: 'available',
          atMs: NOW,
          afkChannelId: CHANNEL,
          preferredLocale: 'de',
          tellChannelId: null,
        },
      ],
      voiceSessions: {
        ended: [],
        current: [{ guildId: GUILD, userId: BERT, channelId: CHANNEL, flags: 1, accruedUntilMs: NOW }],
      },
      spans: { closed: [], opened: [{ guildId: GUILD, fromMs: NOW, toMs: null }] },
      gaps: {
        closed: [],
        opened: [
          {
            shardId: 0,
            guildId: GUILD,
            kind: 'voice',
            fromMs: NOW,
            toMs: null,
            reason: 'not-yet-known',
            countedIds: [],
          },
          {
            shardId: 0,
            guildId: null,
            kind: 'all',
            fromMs: NOW,
            toMs: NOW + 1,
            reason: 'session-lost',
            countedIds: ['7'],
          },
        ],
      },
    }),
  );
  expect(await loadDurableState(db, 1, [0])).toEqual({
    guilds: [{ guildId: GUILD, afkChannelId: CHANNEL }],
    voiceSessions: expect.arrayContaining([
      { guildId: GUILD, userId: BERT, channelId: CHANNEL, flags: 1, accruedUntilMs: NOW },
    ]),
    openSpans: [GUILD],
    openGaps: [{ shardId: 0, guildId: GUILD, kind: 'voice' }],
    countFrom: [],
  });
  await commitBatch(
    db,
    batchOf(2, [], {
      rosters: [{ shardId: 0, guildIds: [], atMs: NOW }],
      voiceSessions: { ended: [{ guildId: GUILD, userId: BERT }], current: [] },
      spans: { closed: [{ guildId: GUILD, toMs: NOW + 5 }], opened: [] },
      gaps: { closed: [{ shardId: 0, guildId: GUILD, kind: 'voice', toMs: NOW + 5 }], opened: [] },
    }),
  );
  expect(await loadDurableState(db, 1, [0])).toMatchObject({ guilds: [], openSpans: [], openGaps: [] });
});

test('joins and leaves become memberships and totals, once, and not of people who object', async () => {
  const [anna, bert, carl] = ['1300000000000000001', '1300000000000000002', '1300000000000000003'] as const;
  await db.pool.query('TRUNCATE analytics.membership, analytics.growth_hour');
  await db.prisma.objection.create({ data: { userId: BigInt(carl), guildId: 0n } });
  const of = (userId: string, ...events: ['join' | 'leave', number][]) => ({
    guildId: GUILD,
    userId,
    events: events.map(([kind, days]) => ({ kind, atMs: NOW + days * 24 * HOUR_MS })),
  });
  const first = batchOf(1, [], {
    memberships: [of(anna, ['join', 0], ['leave', 0.5]), of(bert, ['leave', 0]), of(carl, ['join', 0])],
  });
  await commitBatch(db, first);
  expect(await commitBatch(db, first)).toEqual({ outcome: 'was-committed' });
  await commitBatch(db, batchOf(2, [], { memberships: [of(anna, ['join', 3], ['leave', 12])] }));
  expect((await db.prisma.membership.findMany()).map((row) => ({ ...row, userId: String(row.userId) }))).toEqual([
    {
      guildId: BigInt(GUILD),
      userId: anna,
      firstJoinedMs: BigInt(NOW),
      joinedMs: BigInt(NOW + 3 * 24 * HOUR_MS),
      leftMs: BigInt(NOW + 12 * 24 * HOUR_MS),
      stayedWeek1: true,
      stayedWeek4: null,
      inviteCode: null,
    },
  ]);
  const growth = await db.prisma.growthHour.findMany({ orderBy: { hour: 'asc' } });
  expect(
    growth.map((row) => [
      (row.hour - hourOf(NOW)) / 24,
      row.joins,
      row.leftFirstDay,
      row.leftFirstMonth,
      row.leftUnknown,
    ]),
  ).toEqual([
    [0, 1, 0, 0, 1],
    [0.5, 0, 1, 0, 0],
    [3, 1, 0, 0, 0],
    [12, 0, 0, 1, 0],
  ]);
});

test('who objects and then leaves is not held as a member, and their leaving is in no total', async () => {
  await db.pool.query('TRUNCATE analytics.membership, analytics.growth_hour');
  const userId = '1300000000000000005';
  const of = (kind: 'join' | 'leave', atMs: number) => ({
    memberships: [{ guildId: GUILD, userId, events: [{ kind, atMs }] }],
  });
  await commitBatch(db, batchOf(1, [], of('join', NOW)));
  await db.prisma.objection.create({ data: { userId: BigInt(userId), guildId: BigInt(GUILD) } });
  await commitBatch(db, batchOf(2, [], of('leave', NOW - 1)));
  expect((await db.prisma.membership.findFirst())?.leftMs).toBeNull();
  await commitBatch(db, batchOf(3, [], of('leave', NOW + 1)));
  expect((await db.prisma.membership.findFirst())?.leftMs).toBe(BigInt(NOW + 1));
  expect(await db.prisma.growthHour.aggregate({ _sum: { joins: true, leftFirstDay: true } })).toEqual({
    _sum: { joins: 1, leftFirstDay: 0 },
  });
});

test('the invite of a first joining stays with a return, and goes when a return is a first joining again', async () => {
  const userId = '1300000000000000009';
  const of = (kind: 'join' | 'leave', days: number) => ({
    memberships: [{ guildId: GUILD, userId, events: [{ kind, atMs: NOW + days * 24 * HOUR_MS }] }],
  });
  const code = async () => (await db.prisma.membership.findFirst({ where: { userId: BigInt(userId) } }))?.inviteCode;
  await commitBatch(db, batchOf(1, [], of('join', 0)));
  await db.prisma.membership.updateMany({ where: { userId: BigInt(userId) }, data: { inviteCode: 'first' } });
  await commitBatch(db, batchOf(2, [], of('leave', 1)));
  await commitBatch(db, batchOf(3, [], of('join', 29)));
  expect(await code()).toBe('first');
  await commitBatch(db, batchOf(4, [], of('leave', 40)));
  await commitBatch(db, batchOf(5, [], of('join', 71)));
  expect(await code()).toBeNull();
});

test('of joins and invites only what a watched guild needs is kept, and once', async () => {
  await db.pool.query('TRUNCATE analytics.membership, analytics.growth_hour, analytics.invite_join');
  const userId = '1300000000000000004';
  await db.prisma.objection.create({ data: { userId: BigInt(userId), guildId: 0n } });
  const joins = (atMs: number) => [{ guildId: GUILD, userId, events: [{ kind: 'join' as const, atMs }] }];
  const created = { kind: 'created', channelId: GUILD, maxUses: 1, createdMs: NOW, expiresMs: null } as const;
  const invites = [
    { guildId: GUILD, code: 'abc', ...created },
    { guildId: GUILD, code: 'abc', kind: 'deleted', atMs: NOW + 5 },
  ] as const;
  await commitBatch(db, batchOf(1, [], { memberships: joins(NOW), invites }));
  expect(await db.prisma.inviteUse.count()).toBe(0);
  const watch = { guildId: BigInt(GUILD), state: 'not_permitted', sinceMs: 0n, askedMs: 0n };
  await db.prisma.inviteWatch.create({ data: watch });
  await commitBatch(db, batchOf(2, [], { memberships: joins(NOW), invites }));
  expect(await db.prisma.inviteJoin.count()).toBe(0);
  await db.prisma.inviteWatch.updateMany({ data: { state: 'starting' } });
  const third = batchOf(3, [], { memberships: joins(NOW), invites });
  await commitBatch(db, third);
  expect(await commitBatch(db, third)).toEqual({ outcome: 'was-committed' });
  await commitBatch(db, batchOf(4, [], { memberships: joins(NOW), invites }));
  // Of somebody who objects stays an instant, which names nobody, for their join used an invite up as well.
  expect(await db.prisma.inviteJoin.findMany()).toEqual([{ guildId: BigInt(GUILD), joinedMs: BigInt(NOW), joins: 2 }]);
  expect(await db.prisma.membership.count()).toBe(0);
  expect(await db.prisma.inviteUse.findMany()).toMatchObject([{ code: 'abc', uses: 0, deletedMs: BigInt(NOW + 5) }]);
});

test('the peak of an hour only rises', async () => {
  await db.pool.query('TRUNCATE analytics.voice_peak');
  const peak = (people: number) => ({ guildId: GUILD, channelId: CHANNEL, hour: hourOf(NOW), people });
  await commitBatch(db, batchOf(1, [], { peaks: [peak(4)] }));
  await commitBatch(db, batchOf(2, [], { peaks: [peak(3)] }));
  expect((await db.prisma.voicePeak.findMany()).map((row) => row.people)).toEqual([4]);
  await commitBatch(db, batchOf(3, [], { peaks: [peak(7)] }));
  expect((await db.prisma.voicePeak.findMany()).map((row) => row.people)).toEqual([7]);
});

test('what belongs to an hour before the one under way makes its totals due again', async () => {
  await db.pool.query('TRUNCATE analytics.roll_up_due');
  const other = '1100000000000000002';
  const due = async () =>
    (await db.prisma.rollUpDue.findMany({ orderBy: [{ guildId: 'asc' }, { hour: 'asc' }] })).map((row) => [
      String(row.guildId),
      row.hour - hourOf(NOW),
    ]);
  await commitBatch(db, batchOf(1, [{ userId: ANNA }]));
  expect(await due()).toEqual([]);
  await commitBatch(
    db,
    batchOf(2, [{ userId: ANNA }, { userId: ANNA, atMs: NOW - HOUR_MS }], {
      peaks: [{ guildId: GUILD, channelId: CHANNEL, hour: hourOf(NOW) - 2, people: 2 }],
      memberships: [{ guildId: other, userId: BERT, events: [{ kind: 'join', atMs: NOW - 3 * HOUR_MS }] }],
    }),
  );
  expect(await due()).toEqual([
    [GUILD, -2],
    [GUILD, -1],
    [other, -3],
  ]);
});

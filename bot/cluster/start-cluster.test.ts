import { afterEach, describe, expect, test } from 'vitest';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { startTcpProxy } from '#core/platform/testing/tcp-proxy.ts';
import { createRig, isLive, type Rig, until } from './testing/rig.ts';

let rig: Rig;
afterEach(() => rig.close());

/** No cell of any guild, channel, person and hour differs. */
const RIGHT = { lost: 0, doubled: 0, wrongMessageCells: 0, wrongVoiceCells: 0, strangers: 0, differences: [] };
/** And nothing was excused by a hole. */
const EXACT = { ...RIGHT, gaps: 0, messagesInGaps: 0 };

const live = async (...clusters: Parameters<typeof isLive>[0][]) =>
  until('the shards are live', () => clusters.every(isLive));

test.each(['none', 'zlib-stream'] as const)('counts what Discord sent, compression %s', async (compression) => {
  rig = await createRig();
  const cluster = await rig.start({ compression });
  await live(cluster);
  await rig.talk(2_500, 2_000);
  await rig.saidMoreThan(500);
  const comparison = await rig.compare();
  expect(comparison).toMatchObject(EXACT);
  expect(comparison.messages).toBeGreaterThan(500);
  expect(comparison.voiceCells).toBeGreaterThan(10);
  expect(cluster.status()).toMatchObject({
    state: 'running',
    guilds: expect.any(Number),
    lastFlushAt: expect.any(Date),
  });
  await until('discord.js is ready', () => cluster.client.isReady());
  expect(cluster.client.guilds.cache.size).toBe(0);
});

test('faults that a session survives cost nothing', async () => {
  rig = await createRig({ heartbeatIntervalMs: 500 });
  await live(await rig.start());
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const resumed = async () => (await rig.control.stats()).gateway.resumes ?? 0;
  const each = 2;
  for (const [name, faults, resumes, waitMs] of [
    ['a connection cut', [{ kind: 'drop' }], each, 200],
    ['a connection reset', [{ kind: 'drop', reset: true }], each, 200],
    ['closed with 4000', [{ kind: 'drop', code: 4000 }], each, 200],
    ['told to reconnect', [{ kind: 'reconnect' }], each, 200],
    ['op 9 that may be resumed', [{ kind: 'invalid-session', resumable: true }], each, 200],
    ['no acknowledgement of heartbeats', [{ kind: 'zombie' }], each, 200],
    ['a half-open connection', [{ kind: 'half-open' }], each, 200],
    ['asked for a heartbeat', [{ kind: 'request-heartbeat' }], 0, 400],
    ['frames that come twice', [{ kind: 'duplicate', shards: 'all', frames: 500 }], 0, 400],
    ['everything late', [{ kind: 'lag', lagMs: 800, ms: 1_500 }], 0, 1_800],
    ['cut again in the middle of a replay', [{ kind: 'drop' }, { kind: 'drop' }, { kind: 'drop' }], each, 600],
  ] as const) {
    await rig.talk(300);
    const before = await resumed();
    for (const fault of faults) {
      await rig.control.fault(fault);
      if (faults.length > 1) await wait(400);
    }
    await until(name, async () => (await resumed()) >= before + resumes);
    await wait(waitMs);
    expect(await rig.compare(), name).toMatchObject(EXACT);
  }
}, 90_000);

describe('a session that is over is a gap and never a wrong number', () => {
  test.each([
    ['op 9', [{ kind: 'invalid-session', resumable: false }], 'invalid-session'],
    ['a resume refused', [{ kind: 'refuse-resumes', count: 2 }, { kind: 'drop' }], 'resume-refused'],
    ['closed with 1000', [{ kind: 'drop', code: 1000 }], 'resume-refused'],
    ['closed with 4009', [{ kind: 'drop', code: 4009 }], 'session-lost'],
  ])('%s', async (_, faults, reason) => {
    rig = await createRig();
    const cluster = await rig.start();
    await live(cluster);
    await rig.talk(1_000);
    const before = cluster.status().events;
    for (const fault of faults) await rig.control.fault(fault);
    await until('sessions ended', async () => (await rig.gaps()).some((gap) => gap.guild_id === null), 20_000);
    await live(cluster);
    await until('new sessions count', () => cluster.status().events > before + 500);
    expect(await rig.compare()).toMatchObject(RIGHT);
    const gaps = (await rig.gaps()).filter((gap) => gap.guild_id === null);
    expect(gaps.length).toBeGreaterThan(0);
    expect(new Set(gaps.map((gap) => gap.reason))).toEqual(new Set([reason]));
    expect((await rig.gaps()).every((gap) => gap.closed)).toBe(true);
  });
});

test('a cluster stopped and started again goes on with the same sessions, and loses nothing', async () => {
  rig = await createRig();
  let cluster = await rig.start();
  await live(cluster);
  const identified = (await rig.control.stats()).identify.remaining;
  await rig.talk(1_000);
  for (let round = 0; round < 3; round++) {
    const stoppingAt = Date.now();
    await cluster.stop();
    expect(Date.now() - stoppingAt).toBeLessThan(4_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    cluster = await rig.start();
    await live(cluster);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect(await rig.compare()).toMatchObject(EXACT);
  expect((await rig.control.stats()).identify.remaining).toBe(identified);
  await until('discord.js is ready without a READY', () => cluster.client.isReady());
  expect(cluster.client.user?.id).toBe(rig.discord.sim.credentials.clientId);
});

test('of two owners of the same shards only the newer one ever commits', async () => {
  rig = await createRig();
  let fenced = 0;
  const older = await rig.start({
    onFenced: () => {
      fenced++;
    },
  });
  await live(older);
  await rig.talk(800);
  const newer = await rig.start();
  await until('the older one knows', () => fenced > 0);
  await older.stop();
  await live(newer);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await rig.compare()).toMatchObject(EXACT);
});

test('an outage of a guild and the removal of the bot are written down', async () => {
  rig = await createRig({}, 3);
  await live(await rig.start());
  const [first = '', second = ''] = rig.entitled;
  await rig.talk(500);
  await rig.control.fault({ kind: 'outage', guildId: first });
  await rig.control.fault({ kind: 'remove-bot', guildId: second });
  const guilds = async () =>
    (
      await rig.db.pool.query<{ id: string; out: boolean; gone: boolean }>(
        'SELECT id, unavailable_since IS NOT NULL AS out, removed_at IS NOT NULL AS gone FROM guild',
      )
    ).rows;
  await expect.poll(guilds, { timeout: 10_000 }).toContainEqual({ id: first, out: true, gone: false });
  await expect.poll(guilds, { timeout: 10_000 }).toContainEqual({ id: second, out: false, gone: true });
  await rig.control.fault({ kind: 'outage-end', guildId: first });
  await rig.control.fault({ kind: 'add-bot', guildId: second });
  await expect.poll(guilds, { timeout: 10_000 }).toContainEqual({ id: first, out: false, gone: false });
  await expect.poll(guilds, { timeout: 10_000 }).toContainEqual({ id: second, out: false, gone: false });
  expect(await rig.compare()).toMatchObject(RIGHT);
  expect(await rig.gaps()).toEqual([{ kind: 'all', guild_id: first, reason: 'guild-unavailable', closed: true }]);
});

test('a grant begins and a revocation ends the counting while the shards run', async () => {
  rig = await createRig({}, 0);
  const cluster = await rig.start();
  await live(cluster);
  await rig.talk(300);
  const [guild] = (await rig.control.guilds()).filter((one) => one.botIn);
  if (!guild) throw new Error('no guild');
  const spans = async () =>
    (
      await rig.db.pool.query<{ guild_id: string; open: boolean }>(
        'SELECT guild_id, to_ms IS NULL AS open FROM analytics.counting_span',
      )
    ).rows;
  expect(await spans()).toEqual([]);
  await rig.grant(guild.id);
  await until('it is counted', async () => (await spans())[0]?.open === true, 3_000);
  await rig.talk(1_000, 2_000);
  await rig.revoke(guild.id);
  await until('it is not counted any more', async () => (await spans())[0]?.open === false, 3_000);
  await rig.talk(300, 2_000);
  const comparison = await rig.compare();
  expect(comparison).toMatchObject({ ...RIGHT, guilds: 1 });
  expect(comparison.messages).toBeGreaterThan(0);
});

test('a connection that Discord refuses for good is an alert until it is live again', async () => {
  rig = await createRig();
  const cluster = await rig.start();
  await live(cluster);
  const alerts = async () =>
    (
      await rig.db.pool.query<{ scope: string; open: boolean }>(
        `SELECT scope, closed_at IS NULL AS open FROM gateway.alert WHERE kind = 'shard-refused' ORDER BY scope`,
      )
    ).rows;
  await rig.control.fault({ kind: 'reset-token' });
  await until('alerts are open', async () => (await alerts()).length === 2);
  expect(await alerts()).toEqual([
    { scope: 'shard 0', open: true },
    { scope: 'shard 1', open: true },
  ]);
  await cluster.stop();
  await live(await rig.start());
  await until('they are closed', async () => (await alerts()).every((alert) => !alert.open));
});

test('an outage of the database loses nothing, whatever became of the commit it hit', async () => {
  rig = await createRig();
  const url = new URL(rig.db.url);
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  const db = openWholeDatabase(url.href, { max: 4 });
  const cluster = await rig.start({ db });
  await live(cluster);
  await rig.talk(700);
  await proxy.cutAfter('COMMIT');
  await proxy.cutBefore('COMMIT');
  proxy.cut();
  await rig.control.fault({ kind: 'drop' });
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(cluster.status().pendingKeys).toBeGreaterThan(100);
  proxy.restore();
  await until('it is drained', () => cluster.status().pendingKeys < 2_000);
  expect(await rig.compare()).toMatchObject(EXACT);
  await cluster.stop();
  await db.close();
  await proxy.close();
});

test('another number of shards starts anew, with a gap for each and no wrong number', async () => {
  rig = await createRig();
  const before = await rig.start();
  await live(before);
  await rig.talk(800);
  await before.stop();
  const after = await rig.start({ shardIds: [0, 1, 2], shardCount: 3 });
  await live(after);
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(await rig.compare()).toMatchObject(RIGHT);
  const shards = await rig.db.pool.query('SELECT shard_count FROM gateway.shard');
  expect(shards.rows.map((row) => row.shard_count)).toEqual([3, 3, 3]);
  const { rows: gaps } = await rig.db.pool.query<{ shard_count: number; closed: boolean }>(
    `SELECT shard_count, to_ms IS NOT NULL AS closed FROM analytics.coverage_gap WHERE guild_id IS NULL`,
  );
  expect(gaps.every((gap) => gap.closed)).toBe(true);
  // One for each new shard, and one for the old shard that was not observed for as long as the other.
  expect(gaps.filter((gap) => gap.shard_count === 3)).toHaveLength(3);
  expect(gaps.length).toBeLessThanOrEqual(4);
});

test.each([
  ['is granted', 1 << 1, 1],
  ['is not granted', 0, 0],
])('where GUILD_MEMBERS %s, joins are known or not, and messages are counted', async (_, grantedIntents, known) => {
  rig = await createRig({ grantedIntents });
  await live(await rig.start());
  const [guildId = ''] = rig.entitled;
  const person = (await rig.control.members(guildId)).findLast((one) => !one.bot);
  const userId = person?.id ?? '';
  await rig.control.member({ guildId, userId, action: 'leave' });
  await rig.control.member({ guildId, userId, action: 'join' });
  await rig.talk(500);
  expect(await rig.compare()).toMatchObject(EXACT);
  const { rows } = await rig.db.pool.query('SELECT joins FROM analytics.growth_hour WHERE guild_id = $1', [guildId]);
  expect(rows.filter((row) => row.joins > 0)).toHaveLength(known);
});

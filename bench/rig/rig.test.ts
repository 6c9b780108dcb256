import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPrograms } from '../../deploy/build.mjs';
import { sendSignal } from './processes.ts';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;
let guilds: string[];

/** The programs as they are built, told by URLs alone which Discord they serve. */
beforeAll(async () => {
  await buildPrograms();
  rig = await startRig({
    clusters: 1,
    shards: 2,
    flushMs: 500,
    simulator: { SIM_GUILDS: '6', SIM_LARGEST_GUILD: '300', SIM_HEARTBEAT_MS: '5000' },
    say: () => {},
  });
  guilds = await rig.entitleAll();
}, 180_000);
afterAll(() => rig.end(), 60_000);

/** What the owner of a guild is told of themselves. */
async function stats() {
  const { ownerId, id } = await counted();
  return rig.control.command({ userId: ownerId, guildId: id, name: 'stats me' });
}

async function counted() {
  const guild = (await rig.control.guilds()).find((one) => one.id === guilds[0]);
  if (!guild) throw new Error('no guild is counted');
  return guild;
}

test('manager and worker start while the database is away, and go on when it is there', {
  timeout: 90_000,
}, async () => {
  await rig.stopPostgres();
  const programs = [rig.startManager(), rig.startWorker()];
  await sleep(4_000);
  expect(programs.map((program) => program.running())).toEqual([true, true]);
  await rig.startPostgres();
  await rig.waitUntilConnected(60_000);
  await rig.waitUntilCounting(guilds.length, 30_000);
  expect(programs.map((program) => program.running())).toEqual([true, true]);
});

test('the commands are registered, and /stats answers what was counted', { timeout: 60_000 }, async () => {
  const { channels, ownerId } = await counted();
  const channelId = channels.find(({ type }) => type === 0)?.id ?? '';
  for (let sent = 0; sent < 3; sent += 1) await rig.control.message({ channelId, userId: ownerId });
  await expect
    .poll(async () => JSON.stringify((await stats()).message), { timeout: 30_000 })
    .toContain('Messages: **3**');
  const answer = await stats();
  expect(answer.ephemeral).toBe(true);
  expect(answer.answeredAfterMs).toBeLessThan(3_000);
});

test('a cluster that goes on with the session of a killed one answers too', { timeout: 60_000 }, async () => {
  const before = (await rig.control.sessions()).map((session) => session.id).sort();
  const [pid] = rig.clusterPids();
  sendSignal(pid ?? 0, 'SIGKILL');
  await sleep(1_000);
  await rig.waitUntilConnected(30_000);
  expect((await rig.control.sessions()).map((session) => session.id).sort()).toEqual(before);
  expect((await stats()).answeredAfterMs).toBeLessThan(3_000);
});

test('the worker makes partitions ahead', async () => {
  const partitions = async () => {
    const { rows } = await rig.db.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_inherits WHERE inhparent = 'analytics.message_pack'::regclass`,
    );
    return rows[0]?.count;
  };
  await expect.poll(partitions, { timeout: 20_000 }).toBeGreaterThanOrEqual(4);
});

test('a clean end: the cluster says so, and nothing is left to replay', { timeout: 60_000 }, async () => {
  await rig.control.burst({ events: 500, eventsPerSecond: 2_000 });
  const manager = rig.manager();
  await manager?.end();
  expect(await manager?.ended).toBe('exit code 0');
  const { rows } = await rig.db.pool.query('SELECT state FROM gateway.cluster');
  expect(rows).toEqual([{ state: 'stopped' }]);
  const sessions = await rig.control.sessions();
  const { rows: shards } = await rig.db.pool.query<{ shard_id: number; sequence: string }>(
    'SELECT shard_id, sequence FROM gateway.shard',
  );
  for (const session of sessions) {
    const shard = shards.find((one) => one.shard_id === session.shardId);
    expect(Number(shard?.sequence)).toBe(session.lastSequence);
  }
});

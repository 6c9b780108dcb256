import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildPrograms } from '../../deploy/build.mjs';
import { type ClusterProcess, forkCluster, shardRows } from './testing/cluster-process.ts';
import { createRig, type Rig, until } from './testing/rig.ts';

const EXACT = {
  lost: 0,
  doubled: 0,
  wrongMessageCells: 0,
  wrongVoiceCells: 0,
  strangers: 0,
  gaps: 0,
  messagesInGaps: 0,
  differences: [],
};

let rig: Rig;
let processes: ClusterProcess[];
beforeAll(() => buildPrograms(), 120_000);
beforeEach(async () => {
  rig = await createRig();
  processes = [];
});
afterEach(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all(processes.map((one) => one.exited));
  await rig.close();
});

const start = (env: Record<string, string> = {}) => {
  const one = forkCluster(rig, env);
  processes.push(one);
  return one;
};
/** Fewer speak for as long as a process takes to begin. */
const talkOn = () => rig.talk(0, 500);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Every shard committed with a session of the owner whose epoch is this one. */
const counting = (epoch: number) =>
  until(
    `epoch ${epoch} counts`,
    async () => {
      const rows = await shardRows(rig);
      return rows.length === 2 && rows.every((row) => Number(row.epoch) === epoch && row.sequence && row.age < 2);
    },
    30_000,
  );

test('killed at any instant, the next process goes on as if nothing had been', async () => {
  let cluster = start();
  await counting(1);
  await rig.talk(1_200, 2_000);
  await talkOn();
  for (let kills = 0; kills < 4; kills++) {
    cluster.child.kill('SIGKILL');
    await cluster.exited;
    cluster = start();
    await counting(kills + 2);
    await wait(150 + Math.random() * 400);
  }
  await rig.saidMoreThan(1_000);
  const comparison = await rig.compare();
  expect(comparison).toMatchObject(EXACT);
  expect(comparison.messages).toBeGreaterThan(1_000);
}, 90_000);

test('a process that was suspended and replaced never commits again, and ends itself', async () => {
  const suspended = start();
  await counting(1);
  await rig.talk(700, 1_000);
  suspended.child.kill('SIGSTOP');
  start();
  await counting(2);
  await wait(700);
  suspended.child.kill('SIGCONT');
  expect(await suspended.exited).toBe(75);
  await wait(700);
  expect((await shardRows(rig)).map((row) => row.epoch)).toEqual(['2', '2']);
  expect(await rig.compare()).toMatchObject(EXACT);
}, 90_000);

test('suspended in the middle of a commit it holds its shards for ten seconds at most', async () => {
  const suspended = start({ BOT_FLUSH_MS: '200' });
  await counting(1);
  await rig.talk(500, 3_000);
  // A lock in the way of its commit keeps it inside the transaction, where it is suspended.
  const client = await rig.db.pool.connect();
  await client.query('BEGIN; LOCK TABLE analytics.message_pack IN SHARE MODE');
  await wait(600);
  suspended.child.kill('SIGSTOP');
  await client.query('COMMIT');
  client.release();
  await talkOn();
  const startedAt = Date.now();
  start();
  await counting(2);
  expect(Date.now() - startedAt).toBeLessThan(25_000);
  suspended.child.kill('SIGCONT');
  expect(await suspended.exited).toBe(75);
  expect(await rig.compare()).toMatchObject(EXACT);
}, 90_000);

test('told to end, or left by its parent, it ends within five seconds with everything durable and resumable', async () => {
  const first = start();
  await counting(1);
  await rig.talk(700, 1_000);
  let askedAt = Date.now();
  first.child.kill('SIGTERM');
  expect(await first.exited).toBe(0);
  expect(Date.now() - askedAt).toBeLessThan(5_000);
  const second = start();
  await counting(2);
  askedAt = Date.now();
  second.child.disconnect();
  expect(await second.exited).toBe(0);
  expect(Date.now() - askedAt).toBeLessThan(5_000);
  start();
  await counting(3);
  expect(await rig.compare()).toMatchObject(EXACT);
}, 90_000);

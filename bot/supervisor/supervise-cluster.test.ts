import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOpenAlerts } from '#core/gateway/alerts.server.ts';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type AlertBook, createAlertBook } from './alert-book.ts';
import { backOffMs } from './back-off.ts';
import { createStartGate } from './start-gate.ts';
import { defaultSupervision, type SupervisionOptions, superviseCluster } from './supervise-cluster.ts';

const file = path.join(import.meta.dirname, 'testing/child.mjs');
const log = createLog('test', 'silent');
const wire = {
  beat: () => ({ beat: 1 }),
  isAnswer: (message: unknown) => typeof message === 'object' && message !== null && 'answer' in message,
};
const quick: SupervisionOptions = {
  ...defaultSupervision,
  heartbeat: { intervalMs: 50, misses: 4, missesBeforeFirst: 400 },
  graceMs: 200,
  hungGraceMs: 200,
  steadyMs: 100,
  healthyMs: 400,
  backOffMs: (failures) => backOffMs(failures) / 10,
  fencedMs: 100,
  fencedAgainMs: 1_000,
};
/** For what is not about silence: on a busy machine a healthy process may well be silent for a fifth of a second. */
const patient: SupervisionOptions = { ...quick, heartbeat: { ...quick.heartbeat, misses: 400 } };

let db: WholeDatabase;
let alerts: AlertBook;
let children: ChildProcess[];
let supervised: { stop(): Promise<void> } | undefined;

beforeEach(async () => {
  db = await createTestDatabase();
  alerts = createAlertBook(db, log, 50);
  children = [];
});
afterEach(async () => {
  await supervised?.stop();
  for (const child of children) child.kill('SIGKILL');
  alerts.close();
  await db.close();
});

/** `mode(n)` is how the n-th process behaves. */
function supervise(mode: (start: number) => string, options = quick, book = alerts): void {
  supervised = superviseCluster(
    {
      id: 0,
      shards: [0],
      fork(onReady) {
        const child = fork(file, [mode(children.length)]);
        child.on('message', (message) => {
          if (typeof message === 'object' && message !== null && 'ready' in message) onReady();
        });
        children.push(child);
        return child;
      },
    },
    { wire, gate: createStartGate(1), alerts: book, log, options },
  );
}
const openKinds = async () => (await readOpenAlerts(db)).map((alert) => alert.kind);
/** Kinds of all alerts there ever were: a short one can close between two looks. */
const raisedKinds = async () => (await db.prisma.alert.findMany({ orderBy: { id: 'asc' } })).map((alert) => alert.kind);
const started = (count: number) => expect.poll(() => children.length, { timeout: 20_000 }).toBe(count);
const ready = (child: ChildProcess | undefined) => new Promise((resolve) => child?.once('message', resolve));

/** What a ready process says next is its first answer to a heartbeat: before it, silence is taken for loading. */
const answered = ready;

test('a killed process is replaced', async () => {
  supervise(() => 'well');
  await started(1);
  await ready(children[0]);
  children[0]?.kill('SIGKILL');
  await started(2);
});

test('a stopped process is ended by SIGKILL and replaced; the alert closes with its replacement', async () => {
  supervise((start) => (start === 0 ? 'stubborn' : 'well'));
  await started(1);
  await ready(children[0]);
  await answered(children[0]);
  children[0]?.kill('SIGSTOP');
  await expect.poll(raisedKinds, { timeout: 15_000 }).toEqual(['cluster-hung']);
  await started(2);
  expect(children[0]?.signalCode).toBe('SIGKILL');
  await expect.poll(openKinds, { timeout: 15_000 }).toEqual([]);
});

test('a process whose channel is closed does not end its manager and is replaced', async () => {
  supervise((start) => (start === 0 ? 'closes-channel' : 'well'));
  await started(2);
});

test('one that keeps dying is started again for ever, under an alert that closes when it is healthy', async () => {
  supervise((start) => (start < 4 ? 'dies' : 'well'), patient);
  await expect.poll(raisedKinds, { timeout: 20_000 }).toEqual(['cluster-failing']);
  expect((await db.prisma.alert.findFirst())?.detail).toMatch(/died 3 times .* exit code 3/);
  await started(5);
  await expect.poll(openKinds, { timeout: 15_000 }).toEqual([]);
});

test('one that does not get ready raises an alert and is replaced', async () => {
  const impatient = { ...patient, notReadyAlertMs: 300, notReadyReplaceMs: 1_500 };
  supervise((start) => (start === 0 ? 'never-ready' : 'well'), impatient);
  await expect.poll(openKinds, { timeout: 15_000 }).toEqual(['cluster-not-ready']);
  await started(2);
  await expect.poll(openKinds, { timeout: 15_000 }).toEqual([]);
});

test('one fenced twice waits long, under an alert that names the cause', async () => {
  supervise((start) => (start < 2 ? 'fenced' : 'well'), patient);
  await started(2);
  const dead = new Promise((resolve) => children[1]?.once('exit', resolve));
  await dead;
  const from = performance.now();
  await expect.poll(openKinds, { timeout: 15_000 }).toEqual(['cluster-failing']);
  expect((await readOpenAlerts(db))[0]?.detail).toContain('two bots run on this database');
  await started(3);
  expect(performance.now() - from).toBeGreaterThan(850);
});

test('supervision goes on while the database is away', async () => {
  const away = openWholeDatabase('postgresql://postgres@127.0.0.1:9/none', { max: 1 });
  const book = createAlertBook(away, log, 50);
  supervise((start) => (start < 4 ? 'dies' : 'well'), quick, book);
  await started(5);
  book.close();
  await away.close();
});

test('stop ends the process and starts no other', async () => {
  supervise(() => 'stubborn');
  await started(1);
  await ready(children[0]);
  await supervised?.stop();
  expect(children[0]?.signalCode).toBe('SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(children).toHaveLength(1);
});

test('back-off doubles to a minute', () => {
  const middle = () => 0.5;
  expect([1, 2, 3, 4, 9, 30].map((failures) => backOffMs(failures, middle))).toEqual([
    250, 500, 1_000, 2_000, 60_000, 60_000,
  ]);
});

test('the gate lets its number in, in order', async () => {
  const gate = createStartGate(1);
  const order: string[] = [];
  const leave = await gate.enter();
  const second = gate.enter().then((out) => {
    order.push('second');
    return out;
  });
  const third = gate.enter().then(() => order.push('third'));
  leave();
  leave();
  (await second)();
  await third;
  expect(order).toEqual(['second', 'third']);
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { claimInstance } from '#core/platform/claim-instance.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { freePort } from './ports.mjs';
import { dataFolder } from './postgres-user.mjs';
import { commandLine } from './processes.mjs';

/** One instance in a folder with a space in its name, started and ended in every way there is. */
const folder = mkdtempSync(path.join(os.tmpdir(), 'procord start '));
chmodSync(folder, 0o711);
const home = path.join(folder, 'a home');
const file = path.resolve('deploy/start.mjs');
const running = new Set<ChildProcess>();
/** Settings of the machine that runs the tests are not those of the instance. */
const inherited = { NODE_ENV: 'production' as const, PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
let port: number;

beforeAll(async () => {
  port = await freePort();
});
/** What a failed test left running is not the next one's failure. */
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  if (running.size > 0) await sleep(10_000);
}, 20_000);
afterAll(() => {
  rmSync(dataFolder(path.join(home, 'postgres')), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  output: () => string;
  exit: Promise<number | null>;
  tookMs: number;
}

/** Runs `npm start` from another folder until it is ready or has ended. */
async function start(settings: Record<string, string> = {}): Promise<Started> {
  const from = performance.now();
  const child = spawn(process.execPath, [file], {
    cwd: os.tmpdir(),
    env: { ...inherited, PROCORD_HOME: home, PORT: String(port), SIM_PAST_DAYS: '3', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  const exit = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return typeof code === 'number' ? code : null;
  });
  const ready = new Promise<void>((resolve) => {
    const read = (text: string) => {
      output += text;
      if (/^Procord is ready on http:\/\/localhost:\d+$/m.test(output)) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
  });
  await Promise.race([ready, exit]);
  return { child, output: () => output, exit, tookMs: performance.now() - from };
}

/** Processes that name this home, or the data of its Postgres. */
function leftOvers(): string[] {
  const data = dataFolder(path.join(home, 'postgres'));
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      const words = commandLine(Number(pid)) ?? '';
      return words.includes(home) || words.includes(data) || environment(pid).includes(`PROCORD_HOME=${home}\0`);
    });
}

function environment(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

/** Waits until no process of this home runs. @returns how long that took */
async function nothingLeft(limitMs = 10_000): Promise<number> {
  const from = performance.now();
  while (leftOvers().length > 0 && performance.now() - from < limitMs) await sleep(50);
  expect(leftOvers().map((pid) => commandLine(Number(pid)))).toEqual([]);
  return performance.now() - from;
}

const report = (words: string) => process.stdout.write(`    ${words}\n`);

test('starts, says so twice, ends by kill -9, starts again fast, moves to the next port, ends by SIGTERM', async () => {
  const first = await start();
  expect(first.output()).toContain(`Procord is ready on http://localhost:${port}`);
  report(`first start ${Math.round(first.tookMs)} ms`);
  const answer = await fetch(`http://localhost:${port}/healthz`);
  expect(answer.status).toBe(200);
  expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);

  const second = await start();
  expect(await second.exit).toBe(1);
  expect(second.output().trim().split('\n')).toEqual([
    expect.stringMatching(new RegExp(`^Procord already runs on http://localhost:${port} with the data in `)),
  ]);

  first.child.kill('SIGKILL');
  await first.exit;
  report(`after kill -9 all is gone in ${Math.round(await nothingLeft())} ms`);
  expect(existsSync(path.join(home, 'lock.json'))).toBe(false);

  const squatter = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void squatter.close());
  await once(squatter, 'listening');
  const taken = (squatter.address() as AddressInfo).port;
  const again = await start();
  report(`second start ${Math.round(again.tookMs)} ms`);
  expect(again.output()).toContain(`Port ${taken} is taken: using `);
  const [, moved] = /Procord is ready on http:\/\/localhost:(\d+)/.exec(again.output()) ?? [];
  expect(Number(moved)).toBeGreaterThan(taken);
  expect((await fetch(`http://localhost:${moved}/readyz`)).status).toBe(200);
  for (const unchanged of ['as locked', 'as generated', 'nothing changed', 'as migrated'])
    expect(again.output(), 'nothing is done twice').toContain(unchanged);
  expect(again.tookMs).toBeLessThan(10_000);

  const from = performance.now();
  again.child.kill('SIGTERM');
  expect(await again.exit).toBe(0);
  report(`ended by SIGTERM in ${Math.round(performance.now() - from)} ms`);
  expect(performance.now() - from).toBeLessThan(10_000);
  await nothingLeft(1_000);
  expect(existsSync(path.join(home, 'lock.json'))).toBe(false);
}, 300_000);

test('a child that dies is started again, and so is Postgres; the next start ends what even the watchdog left', async () => {
  const instance = await start();
  const pidOf = (name: string): number =>
    JSON.parse(readFileSync(path.join(home, 'lock.json'), 'utf8')).children.findLast(
      (child: { name: string }) => child.name === name,
    )?.pid;
  for (const name of ['web', 'manager', 'worker', 'postgres']) {
    const before = pidOf(name);
    process.kill(before, 'SIGKILL');
    await expect.poll(() => pidOf(name), { timeout: 10_000 }).not.toBe(before);
  }
  await expect
    .poll(() => fetch(`http://localhost:${port}/readyz`).then((answer) => answer.status, String), { timeout: 60_000 })
    .toBe(200);
  const orphans = leftOvers().filter((pid) => Number(pid) !== instance.child.pid);
  const watchdog = orphans.find((pid) => commandLine(Number(pid))?.includes('watchdog.mjs'));
  for (const pid of [Number(watchdog), instance.child.pid ?? 0]) process.kill(pid, 'SIGKILL');
  await instance.exit;
  const next = await start();
  expect(next.output()).toContain('Procord is ready on ');
  expect(leftOvers().filter((pid) => orphans.includes(pid))).toEqual([]);
  next.child.kill('SIGINT');
  expect(await next.exit).toBe(0);
  await nothingLeft(1_000);
}, 240_000);

test.each([
  [{ DISCORD_TOKEN: 'given' }, /^DISCORD_CLIENT_ID is not set although DISCORD_TOKEN is: .+\.$/],
  [{ PORT: 'here' }, /^PORT cannot be used .+: give a number from 0 to 65535\.$/],
])(
  'nothing half-configured starts: %j',
  async (settings, sentence) => {
    const refused = await start(settings);
    expect(await refused.exit).toBe(78);
    expect(refused.output().trim().split('\n').at(-1)).toMatch(sentence);
    await nothingLeft(2_000);
  },
  60_000,
);

test('a database of one Discord is refused to another', async () => {
  const db = await createTestDatabase();
  await claimInstance(db.pool, 'https://discord.com/api');
  const refused = await start({ DATABASE_URL: db.url });
  expect(await refused.exit).toBe(78);
  expect(refused.output().trim().split('\n').at(-1)).toMatch(
    /^This database holds the data of the Discord at discord\.com and .+ names 127\.0\.0\.1: set DATABASE_URL to .+\.$/,
  );
  await nothingLeft(2_000);
  await db.close();
}, 60_000);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOwner, takeHome } from './home-lock.mjs';
import { isAlive, startTime } from './processes.mjs';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'procord-lock-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const lock = () => path.join(home, 'lock.json');
const sleeper = () => spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });

test('one owner at a time, and none after release', async () => {
  const taken = await takeHome(home);
  taken.setOrigin('http://localhost:3000');
  await expect(takeHome(home)).rejects.toThrow(
    /^Procord already runs on http:\/\/localhost:3000 with the data in [^ ]+ /,
  );
  expect(readOwner(home)?.pid).toBe(process.pid);
  await taken.release();
  expect(existsSync(lock())).toBe(false);
  await (await takeHome(home)).release();
});

test('of many that come at once, one gets it', async () => {
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => takeHome(home)));
  const owners = results.filter((one) => one.status === 'fulfilled');
  expect(owners).toHaveLength(1);
  await owners[0]?.value.release();
});

test('a lock of a process id that another process has now is stale', async () => {
  writeFileSync(lock(), JSON.stringify({ pid: process.pid, started: 'another boot:1', children: [] }));
  await (await takeHome(home)).release();
});

test('a lock that was cut off while it was written is stale', async () => {
  writeFileSync(lock(), '{"pid": 1');
  await (await takeHome(home)).release();
});

test('what a dead owner left running is ended, and a stranger with the same id is not', async () => {
  const [left, stranger] = [sleeper(), sleeper()];
  const gone = once(left, 'exit');
  const children = [
    { name: 'web', pid: left.pid, started: startTime(left.pid ?? 0) },
    { name: 'worker', pid: stranger.pid, started: 'another boot:1' },
  ];
  writeFileSync(lock(), JSON.stringify({ pid: 999_999_999, started: 'another boot:1', children }));
  const taken = await takeHome(home);
  await gone;
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
  stranger.kill();
  await taken.release();
});

test('what is started while all ends does not stay', async () => {
  const taken = await takeHome(home);
  await taken.release();
  const late = sleeper();
  const gone = once(late, 'exit');
  taken.add('web', late.pid ?? 0);
  expect(await gone).toEqual([null, 'SIGKILL']);
});

test('the lock names the running processes, to its owner alone', async () => {
  const taken = await takeHome(home);
  const child = sleeper();
  taken.add('web', child.pid ?? 0);
  expect(JSON.parse(readFileSync(lock(), 'utf8')).children).toEqual([
    { name: 'web', pid: child.pid, started: startTime(child.pid ?? 0) },
  ]);
  expect(statSync(lock()).mode & 0o777).toBe(0o600);
  const gone = once(child, 'exit');
  await taken.release();
  expect(await gone).toEqual([null, 'SIGTERM']);
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogFile } from './log-file.mjs';
import { isAlive } from './processes.mjs';
import { errorWords, superviseChild } from './supervise.mjs';

let logs: string;
beforeEach(() => {
  logs = mkdtempSync(path.join(os.tmpdir(), 'procord-logs-'));
});
afterEach(() => rmSync(logs, { recursive: true }));

function run(script: string) {
  const said: string[] = [];
  const pids: number[] = [];
  const bad: string[] = [];
  const child = superviseChild({
    name: 'child',
    command: process.execPath,
    args: ['-e', script],
    env: { NODE_ENV: 'test', PATH: process.env.PATH ?? '' },
    cwd: logs,
    logs,
    say: (text: string) => said.push(text),
    onStart: (pid: number) => pids.push(pid),
    onBadSettings: (text: string) => bad.push(text),
  });
  return { child, said, pids, bad };
}

test('a process that dies is started again, with growing pauses', async () => {
  const { child, said } = run('process.exit(3)');
  await expect.poll(() => said.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(3);
  await child.stop(1_000);
  expect(said.map((line) => /\((.+)\) and starts again in ([\d.]+) s/.exec(line)?.slice(1, 3))).toEqual([
    ['exit code 3', '0.25'],
    ['exit code 3', '0.5'],
    ['exit code 3', '1'],
  ]);
  const before = child.restarts();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(child.restarts()).toBe(before);
});

test('what it logs as an error is said once, the rest only written down', async () => {
  const line = (level: number, msg: string) => `console.log(JSON.stringify({ level: ${level}, msg: '${msg}' }));`;
  const { child, said } = run(
    `${line(30, 'fine')}${line(50, 'broken')}${line(50, 'broken')}setInterval(() => {}, 1000)`,
  );
  await expect.poll(() => said, { timeout: 10_000 }).toEqual(['  child: broken']);
  await child.stop(1_000);
  const log = readFileSync(path.join(logs, 'child.log'), 'utf8');
  expect(log.match(/broken/g)).toHaveLength(2);
  expect(log).toContain('fine');
});

test('settings that cannot be used are handed on', async () => {
  const { child, bad } = run(`process.stderr.write('PORT is not set.'); process.exitCode = 78`);
  await expect.poll(() => bad[0], { timeout: 10_000 }).toBe('PORT is not set.');
  await child.stop(1_000);
});

test('one that does not end when asked is killed, with what it started', async () => {
  const { child, pids } = run(`
    const { spawn } = require('node:child_process');
    process.on('SIGTERM', () => {});
    spawn('sleep', ['60']);
    setInterval(() => {}, 1000);`);
  await expect.poll(() => pids.length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await child.stop(200);
  const group = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => groupOf(pid) === pids[0]);
  expect(group.filter((pid) => isAlive(Number(pid)))).toEqual([]);
});

function groupOf(pid: string): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[2]);
  } catch {
    return undefined;
  }
}

test('errors are read from pino lines and nothing else', () => {
  expect(errorWords('{"level":50,"msg":"no","err":{"message":"why"}}')).toBe('no: why');
  expect(errorWords('{"level":40,"msg":"no"}')).toBeUndefined();
  expect(errorWords('plain text')).toBeUndefined();
});

test('a log begins anew when it is full, and three older ones are kept', () => {
  const log = openLogFile(logs, 'full');
  const megabyte = 'x'.repeat(1024 * 1024);
  for (let written = 0; written < 45; written += 1) log.write(megabyte);
  expect(readdirSync(logs).sort()).toEqual(['full.log', 'full.log.1', 'full.log.2', 'full.log.3']);
  for (const name of readdirSync(logs))
    expect(statSync(path.join(logs, name)).size).toBeLessThanOrEqual(9 * 1024 * 1024);
});

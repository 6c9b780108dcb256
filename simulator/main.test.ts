import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPrograms } from '../deploy/build.mjs';
import { readOptions } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
const children: ChildProcess[] = [];
beforeAll(() => buildPrograms(), 120_000);
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  line: Promise<string>;
  code: Promise<number | null>;
  errors: () => string;
}

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, ['--enable-source-maps', 'build/simulator.js'], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH ?? '', SIM_GUILDS: '3', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  let out = '';
  let errors = '';
  const line = new Promise<string>((resolve) => {
    child.stdout?.on('data', (data) => {
      out += data;
      if (out.includes('\n')) resolve(out);
    });
  });
  child.stderr?.on('data', (data) => {
    errors += data;
  });
  return { child, line, code: new Promise((resolve) => child.on('exit', resolve)), errors: () => errors };
}

describe('npm run simulator', () => {
  test('says where it listens, on stdout and in a file, and ends on SIGTERM', async () => {
    const file = join(folder, 'ready.json');
    const { child, line, code } = start({ SIM_READY_FILE: file });
    const said = JSON.parse(await line);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(said);
    expect((await fetch(`http://127.0.0.1:${said.port}/control/stats`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await code).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  test('ends with its parent when asked to', async () => {
    const { child, line, code } = start({ SIM_FOLLOW_PARENT: '1' });
    await line;
    child.stdin?.end();
    expect(await code).toBe(0);
  });

  test('says in one sentence why it cannot start', async () => {
    const { code, errors } = start({ SIM_GUILDS: 'many' });
    expect(await code).toBe(1);
    expect(errors()).toBe('The simulator cannot start: SIM_GUILDS must be a number of 0 or more, not "many".\n');
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const second = start({ SIM_PORT: String(port) });
    expect(await second.code).toBe(1);
    expect(second.errors()).toContain('EADDRINUSE');
    taken.close();
  });
});

describe('options', () => {
  test('come from the environment, with defaults', () => {
    expect(readOptions({})).toMatchObject({ port: 0, guilds: 40, replayTrim: 'window' });
    expect(readOptions({ SIM_PORT: '5000', SIM_REPLAY_TRIM: 'acknowledged', SIM_SEED: '' })).toMatchObject({
      port: 5000,
      seed: 7,
      replayTrim: 'acknowledged',
    });
    expect(() => readOptions({ SIM_REPLAY_TRIM: 'x' })).toThrow('SIM_REPLAY_TRIM');
    expect(() => readOptions({ SIM_PORT: '-1' })).toThrow('SIM_PORT');
  });
});

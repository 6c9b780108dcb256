import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { eraseDeps } from '#core/personal-data.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase, testSecrets } from '#core/platform/testing/test-database.ts';
import { openRequest } from '#core/privacy/open-request.server.ts';
import { replayErasures } from '#core/privacy/replay-erasures.server.ts';
import { runRequests } from '#core/privacy/run-requests.server.ts';
import { buildPrograms } from '../../deploy/build.mjs';
import { EX_CONFIG } from '../config-or-exit.ts';
import { rightsDeps } from './run-rights.ts';

const ERASED = '900000000000000123';
const clock = { now: () => Date.parse('2026-03-04T05:06:07Z') };
let home: string;
let restored: WholeDatabase;
let worker: ChildProcess | undefined;
const settings = () => ({ home, ledger: path.join(home, 'erasures.jsonl'), secrets: testSecrets });

beforeAll(() => buildPrograms(), 120_000);
/** A backup from before somebody was erased, and the ledger in which they are. */
beforeEach(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'procord-worker-'));
  const db = await createTestDatabase();
  restored = await createTestDatabase();
  for (const { prisma } of [db, restored])
    await prisma.account.create({ data: { id: BigInt(ERASED), username: 'somebody' } });
  await openRequest({ db, clock }, { personId: ERASED, surface: 'discord', locale: 'en' }, { right: 'erase' });
  await runRequests(rightsDeps(settings(), { db, clock, log: createLog('test', 'silent') }));
  await db.close();
}, 60_000);
afterEach(async () => {
  if (worker?.exitCode === null && worker.signalCode === null) {
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }
  await restored.close();
  rmSync(home, { recursive: true });
});

/** The worker as it is started without a preparation. Its Discord is away. */
function forkWorker(): ChildProcess {
  worker = fork('build/worker.js', {
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'silent', PROCORD_HOME: home },
      ...{ DATABASE_URL: restored.url, PROCORD_SECRET: testSecrets[0] },
      ...{ DISCORD_TOKEN: 'none', DISCORD_CLIENT_ID: '123456789012345678', DISCORD_CLIENT_SECRET: 'none' },
      DISCORD_API_URL: 'http://127.0.0.1:1/api',
    },
  });
  return worker;
}

/** The queue is made when the first job is taken up. */
async function hasQueue(): Promise<boolean> {
  const { rows } = await restored.pool.query<{ made: boolean }>(
    `SELECT to_regclass('graphile_worker.jobs') IS NOT NULL AS made`,
  );
  return rows[0]?.made ?? false;
}

test('no job runs on a restored database before those who were erased since are erased again', async () => {
  const [code] = await once(forkWorker(), 'exit');
  expect(code).toBe(EX_CONFIG);
  expect(await hasQueue()).toBe(false);
  expect(await replayErasures(eraseDeps(restored, settings()))).toBe(1);
  expect(await restored.prisma.account.count()).toBe(0);
  forkWorker();
  await expect.poll(hasQueue, { timeout: 30_000 }).toBe(true);
}, 60_000);

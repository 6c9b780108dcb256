import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCounts } from '#core/analytics/load-counts.server.ts';
import { mergePacks } from '#core/analytics/merge-packs.server.ts';
import { countsOf } from '#core/analytics/testing/cells.ts';
import { checkChains } from '#core/audit/check-chains.server.ts';
import { readers } from '#core/personal-data.server.ts';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase, testSecrets } from '#core/platform/testing/test-database.ts';
import { getProgress } from '#core/privacy/get-progress.server.ts';
import { openRequest } from '#core/privacy/open-request.server.ts';
import { readHeld } from '#core/privacy/read-held.server.ts';
import { runRequests } from '#core/privacy/run-requests.server.ts';
import type { Right } from '#core/privacy/schema.ts';
import { rightsDeps } from './run-rights.ts';

const NOW = Date.now();
const HOUR = Math.floor(NOW / 3_600_000);
const log = createLog('test', 'silent');
const BYSTANDER = '900000000000000456';

let db: WholeDatabase;
let home: string;
let next = 900_000_000_000_001_000n;
beforeAll(async () => {
  db = await createTestDatabase();
  home = await mkdtemp(path.join(os.tmpdir(), 'procord-race-'));
});
afterAll(async () => {
  await db.close();
  await rm(home, { recursive: true });
});

const deps = (of: WholeDatabase, aheadMs: number) =>
  rightsDeps(
    { home, ledger: path.join(home, 'erasures.jsonl'), secrets: testSecrets },
    { db: of, clock: { now: () => NOW + aheadMs }, log },
  );

/** What a cluster commits: of this hour and the one before. */
const flush = (personId: string) =>
  loadCounts(db, {
    ...countsOf(
      [HOUR - 1, HOUR].flatMap((hour) =>
        [personId, BYSTANDER].map((userId) => ({
          guildId: '7',
          channelId: '77',
          userId,
          hour,
          messages: 1,
          activeMs: 9,
        })),
      ),
    ),
    memberships: [{ guildId: '7', userId: personId, events: [{ kind: 'join', atMs: NOW }] }],
  });

/** A process of its own, which goes on with requests and is dead from the moment at which it reaches a point. */
async function runAndDie(point: string): Promise<void> {
  const victim = openWholeDatabase(db.url, { max: 4, name: `victim ${point}`, secrets: testSecrets });
  await new Promise<void>((resolve, reject) => {
    const reached = async (at: string) => {
      if (at !== point) return;
      await db.pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [
        `victim ${point}`,
      ]);
      resolve();
      // It does nothing ever after.
      await new Promise(() => {});
    };
    runRequests({ ...deps(victim, 0), reached }).then(() => reject(new Error(`${point} was never reached`)), reject);
  });
}

const erasePoints = [
  'planned',
  'taken',
  'refused',
  'ledger written',
  'ledger noted',
  'analytics:membership before commit',
  'analytics:message_pack before commit',
  'analytics:message_pack',
  'analytics:lists before commit',
  'accounts:account before commit',
  'accounts:account',
  'audit:audit_event before commit',
  'looked for what is left',
  'cut out of requests',
  'receipt written',
];

async function ask(right: Right): Promise<{ personId: string; requestId: string }> {
  next += 1n;
  const personId = next.toString();
  await flush(personId);
  await db.pool.query(`INSERT INTO account (id, username) VALUES ($1, 'somebody')`, [personId]);
  const asker = { personId, surface: 'dashboard', locale: 'en' } as const;
  const { requestId } = await openRequest({ db, clock: { now: () => NOW } }, asker, { right });
  return { personId, requestId };
}

test.each(erasePoints)(
  'a process that dies at "%s" leaves an erasure that another finishes, beside commits',
  async (point) => {
    const { personId, requestId } = await ask('erase');
    await Promise.all([runAndDie(point), flush(personId), mergePacks(db, NOW)]);
    // Past every lease.
    await Promise.all([runRequests(deps(db, 180_000)), flush(personId), mergePacks(db, NOW)]);
    await runRequests(deps(db, 240_000));
    expect(await getProgress(db, requestId)).toMatchObject({ state: 'done', hasReceipt: true });
    await flush(personId);
    const held = await readHeld(db, { personId }, readers);
    expect(held.filter(({ rows }) => rows.length > 0).map(({ table }) => table)).toEqual([]);
  },
);

test.each(['export sealed', 'export noted'])(
  'an export whose process dies at "%s" is made by another',
  async (point) => {
    const { requestId } = await ask('export');
    await runAndDie(point);
    await runRequests(deps(db, 180_000));
    expect(await getProgress(db, requestId)).toMatchObject({ state: 'done' });
  },
);

test('an export that is noted while its person is looked for a last time goes with them', async () => {
  const { personId, requestId } = await ask('export');
  let tellSealed = () => {};
  let tellLooked = () => {};
  const sealed = new Promise<void>((resolve) => {
    tellSealed = resolve;
  });
  const looked = new Promise<void>((resolve) => {
    tellLooked = resolve;
  });
  const exporting = runRequests({
    ...deps(db, 0),
    async reached(at) {
      if (at !== 'export sealed') return;
      tellSealed();
      await looked;
    },
  });
  await sealed;
  const asker = { personId, surface: 'dashboard', locale: 'en' } as const;
  await openRequest({ db, clock: { now: () => NOW + 1 } }, asker, { right: 'erase' });
  await runRequests({
    ...deps(db, 1),
    async reached(at) {
      if (at !== 'looked for what is left') return;
      tellLooked();
      await exporting;
    },
  });
  const { rows } = await db.pool.query<{ file: string; deleted_at: Date | null }>(
    'SELECT file, deleted_at FROM rights_export WHERE request_id = $1',
    [requestId],
  );
  expect(rows).toEqual([{ file: expect.any(String), deleted_at: expect.any(Date) }]);
  expect(await readdir(path.join(home, 'exports'))).not.toContain(rows[0]?.file);
});

test('each is answered for once, and the chains are whole', async () => {
  const { rows } = await db.pool.query<{ receipts: number; requests: number }>(
    `SELECT count(DISTINCT body::jsonb->>'requestId')::int4 AS requests, count(*)::int4 AS receipts
       FROM chain_record WHERE chain = 'receipts'`,
  );
  expect(rows).toEqual([{ requests: erasePoints.length + 4, receipts: erasePoints.length + 4 }]);
  for (const { chain, findings } of await checkChains(db)) expect([chain, findings]).toEqual([chain, []]);
});

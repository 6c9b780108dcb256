import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { readOpenAlerts } from './alerts.server.ts';
import { acquireIdentify, countIdentifies, pruneIdentifies } from './identify-budget.server.ts';

const WINDOW = 120;
let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

test('eight processes of their own leave the window between two identifies of a bucket', async () => {
  const processes = Array.from({ length: 8 }, () => openWholeDatabase(db.url, { max: 2 }));
  await Promise.all(
    processes.flatMap((process, index) =>
      [index, index + 8].map((shardId) =>
        acquireIdentify(process, { shardId, maxConcurrency: 2, total: 1000, resetAfter: 1000, windowMs: WINDOW }),
      ),
    ),
  );
  await Promise.all(processes.map((process) => process.close()));
  const { rows } = await db.pool.query<{ bucket: number; ms: number }>(
    'SELECT bucket, (extract(epoch FROM at) * 1000)::float8 AS ms FROM gateway.identify ORDER BY bucket, at',
  );
  expect(rows).toHaveLength(16);
  for (const bucket of [0, 1]) {
    const times = rows.filter((row) => row.bucket === bucket).map((row) => row.ms);
    expect(times).toHaveLength(8);
    const distances = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(WINDOW);
  }
});

test('nobody identifies beyond four fifths of the allowance; an alert is open until there is room', async () => {
  const request = { maxConcurrency: 1, total: 5, resetAfter: 60_000, windowMs: 1 };
  for (let shardId = 0; shardId < 4; shardId++) await acquireIdentify(db, { ...request, shardId });
  const stop = new AbortController();
  const fifth = acquireIdentify(db, { ...request, shardId: 4, signal: stop.signal });
  await expect.poll(async () => (await readOpenAlerts(db)).map((alert) => alert.kind)).toEqual(['identify-budget']);
  expect(await countIdentifies(db)).toBe(4);
  stop.abort(new Error('enough'));
  await expect(fifth).rejects.toThrow('enough');

  await db.pool.query(`UPDATE gateway.identify SET at = at - interval '25 hours'`);
  expect(await pruneIdentifies(db, Date.now())).toBe(4);
  await acquireIdentify(db, { ...request, shardId: 4 });
  expect(await countIdentifies(db)).toBe(1);
});

test('waits while the database cannot be reached, until told to stop', async () => {
  const away = openWholeDatabase('postgresql://postgres@127.0.0.1:9/none', { max: 1 });
  const waiting = acquireIdentify(away, {
    shardId: 0,
    maxConcurrency: 1,
    total: 1000,
    resetAfter: 1000,
    signal: AbortSignal.timeout(300),
  });
  await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
  await away.close();
});

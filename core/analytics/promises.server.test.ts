import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { dropExpiredPartitions, makePartitions } from './keep-partitions.server.ts';
import { analyticsProbes } from './promises.server.ts';

const DAY_MS = 86_400_000;
let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

const look = (promise: string, nowMs = Date.now()) =>
  analyticsProbes({ db, clock: { now: () => nowMs } })
    .find((probe) => probe.promise === promise)
    ?.look();

test('P28: kept, and broken by a key or a view that leads from one to the other', async () => {
  expect(await look('P28')).toEqual({ state: 'kept', facts: {} });
  await db.pool.query(
    'CREATE VIEW both_of AS SELECT username FROM account JOIN analytics.membership ON user_id = account.id',
  );
  expect(await look('P28')).toMatchObject({ state: 'broken', facts: { found: ['both_of'] } });
  await db.pool.query('DROP VIEW both_of');
  expect(await look('P28')).toMatchObject({ state: 'kept' });
  await db.pool.query(
    'ALTER TABLE analytics.objection ADD CONSTRAINT who FOREIGN KEY (user_id) REFERENCES account(id) NOT VALID',
  );
  expect(await look('P28')).toMatchObject({ state: 'broken', facts: { found: ['who'] } });
});

test('P30: kept, and broken by a grant that lets a role join accounts and counts', async () => {
  expect(await look('P30')).toEqual({
    state: 'kept',
    facts: {
      tables: [
        expect.stringMatching(/^procord_analytics: 0 \/ \d+$/),
        'procord_dashboard: 2 / 0',
        expect.stringMatching(/^procord_model: 0 \/ \d+$/),
      ],
    },
  });
  await db.pool.query('GRANT SELECT ON account TO procord_analytics');
  expect(await look('P30')).toMatchObject({
    state: 'broken',
    facts: { found: ['procord_analytics', 'procord_analytics: join'] },
  });
});

test('P39: kept while every day goes in its hour, broken by one that stays', async () => {
  const nowMs = Math.floor(Date.now() / DAY_MS) * DAY_MS + 3_600_000;
  await makePartitions(db, nowMs, 0);
  expect(await look('P39', nowMs)).toMatchObject({ state: 'kept', facts: { overdueHours: 0 } });
  const later = nowMs + 30 * DAY_MS;
  expect(await look('P39', later)).toMatchObject({ state: 'kept', facts: { overdueHours: 1 } });
  expect(await look('P39', later + 1)).toMatchObject({ state: 'broken', facts: { overdueHours: 1 } });
  await dropExpiredPartitions(db, later, 30);
  expect(await look('P39', later + 1)).toMatchObject({ state: 'kept' });
});

test('P40: kept, and broken by totals that say who', async () => {
  expect(await look('P40')).toMatchObject({ state: 'kept' });
  await db.pool.query('ALTER TABLE analytics.guild_day ADD COLUMN top_user_id BIGINT');
  expect(await look('P40')).toMatchObject({ state: 'broken', facts: { found: ['analytics.guild_day.top_user_id'] } });
});

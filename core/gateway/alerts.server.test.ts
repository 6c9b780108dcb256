import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { closeAlert, openAlert, pruneAlerts, readOpenAlerts } from './alerts.server.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('many processes open one alert a kind and scope, and its detail is renewed', async () => {
  const open = (detail: string) => openAlert(db, { kind: 'cluster-failing', scope: 'cluster 1', detail });
  const opened = await Promise.all(Array.from({ length: 8 }, (_, index) => open(`death ${index}`)));
  expect(opened.filter(Boolean)).toHaveLength(1);
  await open('newest');
  await openAlert(db, { kind: 'cluster-failing', scope: 'cluster 2', detail: 'another' });
  const alerts = await readOpenAlerts(db);
  expect(alerts.map((alert) => [alert.scope, alert.detail])).toEqual([
    ['cluster 1', 'newest'],
    ['cluster 2', 'another'],
  ]);
});

test('a closed alert can be opened again and is forgotten after its time', async () => {
  const alert = { kind: 'cluster-hung', scope: 'cluster 9' } as const;
  await openAlert(db, { ...alert, detail: 'first' });
  expect(await closeAlert(db, alert)).toBe(true);
  expect(await closeAlert(db, alert)).toBe(false);
  expect(await openAlert(db, { ...alert, detail: 'second' })).toBe(true);
  await db.pool.query(`UPDATE gateway.alert SET closed_at = now() - interval '31 days' WHERE detail = 'first'`);
  expect(await pruneAlerts(db, Date.now(), 30)).toBe(1);
  expect((await readOpenAlerts(db)).some((open) => open.detail === 'second')).toBe(true);
});

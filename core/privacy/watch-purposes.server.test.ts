import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createPurposeGuard } from '#core/platform/purpose-guard.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { listPurposeUses } from './list-purpose-uses.server.ts';
import { purposeReach } from './purpose-reach.ts';
import { watchPurposes } from './watch-purposes.server.ts';

let whole: WholeDatabase;
beforeAll(async () => {
  whole = await createTestDatabase();
});
afterAll(() => whole.close());

test('what processes asked for is added up by the day', async () => {
  const DAY_MS = 86_400_000;
  let nowMs = 20_000 * DAY_MS;
  const clock = { now: () => nowMs };
  const use = async (times: number) => {
    const guard = createPurposeGuard(purposeReach);
    const db = openDatabase(whole.url, { guard, max: 2 });
    const watch = watchPurposes({ db, clock, log: createLog('test', 'silent') }, guard);
    for (let n = 0; n < times; n += 1) await db.for('sign-in').prisma.session.count();
    await watch.stop();
    await db.close();
  };
  await Promise.all([use(3), use(4)]);
  await use(0);
  expect(await listPurposeUses({ db: whole, clock })).toMatchObject({ 'sign-in': 7, payment: 0 });
  nowMs += DAY_MS;
  expect(await listPurposeUses({ db: whole, clock })).toMatchObject({ 'sign-in': 0 });
  await use(1);
  expect(await listPurposeUses({ db: whole, clock })).toMatchObject({ 'sign-in': 1 });
});

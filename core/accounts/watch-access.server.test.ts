import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOpenAlerts } from '#core/gateway/alerts.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { noteDenial } from './note-denial.server.ts';
import { openAccess } from './open-access.server.ts';
import { pruneAccesses } from './prune-accesses.server.ts';
import { DENIALS_MS, MOST_DENIALS, MOST_OPENINGS, OPENINGS_MS } from './rules/staff.ts';
import { watchAccess } from './watch-access.server.ts';

let db: WholeDatabase;
let nowMs = Date.UTC(2026, 0, 1);
const clock = { now: () => nowMs };
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const alerts = async () => (await readOpenAlerts(db)).map(({ kind, scope, detail }) => [kind, scope, detail]);

test('somebody who is refused again and again raises one alert that names nobody, and it ends by itself', async () => {
  for (let denial = 0; denial < MOST_DENIALS; denial += 1) {
    if (denial % 10 === 0) nowMs += 60_000;
    await noteDenial({ db, clock }, { accountId: '300000000000000005' });
  }
  await noteDenial({ db, clock }, { accountId: '300000000000000006' });
  await watchAccess(db, clock);
  expect(await alerts()).toEqual([]);
  await noteDenial({ db, clock }, { accountId: '300000000000000005' });
  await watchAccess(db, clock);
  await watchAccess(db, clock);
  expect(await alerts()).toEqual([
    ['access-denials', 'access', `accounts above the limit: 1; most of one: ${MOST_DENIALS + 1}`],
  ]);
  nowMs += DENIALS_MS;
  await watchAccess(db, clock);
  expect(await alerts()).toEqual([]);
});

test('staff who open more than a task can need raise an alert', async () => {
  const staff = { id: '300000000000000009', roles: ['support'] as const };
  const ids = Array.from({ length: MOST_OPENINGS + 1 }, (_, index) => String(200_000_000_000_000_000n + BigInt(index)));
  await db.prisma.guild.createMany({ data: ids.map((id) => ({ id: BigInt(id) })) });
  for (const [index, id] of ids.entries()) {
    expect(await alerts(), `after ${index}`).toEqual([]);
    await openAccess({ db, clock }, { staff, kind: 'guild', id, reason: 'for this test' });
    await watchAccess(db, clock);
  }
  expect((await alerts()).map(([kind]) => kind)).toEqual(['access-openings']);
  nowMs += OPENINGS_MS;
  await watchAccess(db, clock);
  expect(await alerts()).toEqual([]);
});

test('refusals are counted for a day, and accesses can be read for three years', async () => {
  nowMs += 2 * 86_400_000;
  await pruneAccesses(db, clock);
  expect([await db.prisma.accessDenial.count(), await db.prisma.staffAccess.count()]).toEqual([0, MOST_OPENINGS + 1]);
  nowMs += 3 * 366 * 86_400_000;
  await pruneAccesses(db, clock);
  expect(await db.prisma.staffAccess.count()).toBe(0);
});

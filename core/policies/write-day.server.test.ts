import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkChains } from '#core/audit/check-chains.server.ts';
import { listKeys, listRecords } from '#core/audit/list-records.server.ts';
import { checkRecords } from '#core/audit/rules.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createSigner } from '#core/platform/signing.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { promiseIds } from './promises.ts';
import { historyDaySchema } from './schema.ts';
import { writeDay } from './write-day.server.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 10, 22, 23, 50);
let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const write = (nowMs: number, secret = 'one secret') =>
  writeDay({ db, clock: { now: () => nowMs }, signer: createSigner([secret]) });

test('each day is signed once, whoever writes it, under whatever secret of the day', async () => {
  expect(await Promise.all([write(START), write(START), write(START)])).toEqual(
    expect.arrayContaining([true, false, false]),
  );
  expect(await write(START + 9 * 60_000)).toBe(false);
  expect(await write(START + 10 * 60_000, 'a later secret')).toBe(true);
  expect(await write(START + 3 * DAY_MS, 'a later secret')).toBe(true);
  expect(await write(START, 'a later secret'), 'a clock that went back').toBe(false);

  const records = await listRecords(db, 'promises', 0);
  const days = records.map(({ body }) => historyDaySchema.parse(JSON.parse(body)));
  expect(days.map(({ day }) => day)).toEqual(['2026-11-22', '2026-11-23', '2026-11-25']);
  expect(Object.keys(days[0]?.states ?? {})).toEqual(promiseIds);
  expect(new Set(records.map(({ keyId }) => keyId)).size).toBe(2);
  expect(await checkRecords(records, await listKeys(db))).toEqual([]);
  expect(await checkChains(db)).toEqual([{ chain: 'promises', records: 3, findings: [] }]);
});

test('a day that is made better afterwards is found, and so is one under a key of somebody else', async () => {
  const records = await listRecords(db, 'promises', 0);
  const keys = await listKeys(db);
  const better = records.map((one) =>
    one.number === 2 ? { ...one, body: one.body.replace('"P01":"stale"', '"P01":"kept"') } : one,
  );
  expect(await checkRecords(better, keys)).toEqual([
    { number: 2, fault: 'hash' },
    { number: 2, fault: 'signature' },
  ]);
  const stranger = createSigner(['somebody else']);
  const foreign = records.map((one) =>
    one.number === 3 ? { ...one, signature: stranger.sign(one.body).toString('hex'), keyId: stranger.keyId } : one,
  );
  expect((await checkRecords(foreign, keys)).map(({ fault }) => fault)).toContain('signature');
});

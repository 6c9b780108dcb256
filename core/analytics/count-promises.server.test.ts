import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { countProbes } from './count-promises.server.ts';
import { rollUp } from './roll-up.server.ts';
import { putMessages, putVoice } from './testing/put-cells.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const TODAY = 20_000;
const NOW = TODAY * 24 * HOUR_MS + 13 * HOUR_MS;
const HOUR = TODAY * 24 + 10;
const GUILD = '1100000000000000001';

let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

const look = (promise: string) =>
  countProbes({ db, clock: { now: () => NOW } })
    .find((probe) => probe.promise === promise)
    ?.look();

test('P24: nobody is in voice for more than an hour of an hour, so what is counted twice is seen', async () => {
  await putVoice(db, [
    [GUILD, 1, 1, HOUR, 40 * MINUTE_MS, 10 * MINUTE_MS, 0, 0],
    [GUILD, 2, 1, HOUR, 10 * MINUTE_MS, 0, 0, 0],
    [GUILD, 1, 2, HOUR, 0, 0, 0, 60 * MINUTE_MS],
  ]);
  expect(await look('P24')).toEqual({ state: 'kept', facts: { hoursInVoice: 2, impossible: 0 } });
  await putVoice(db, [[GUILD, 2, 1, HOUR, 10 * MINUTE_MS, 0, 0, 0]]);
  expect(await look('P24')).toEqual({ state: 'broken', facts: { hoursInVoice: 2, impossible: 1 } });
});

test('P25: groups of fewer than ten are left out; one that is not breaks it', async () => {
  await db.pool.query(
    `INSERT INTO analytics.retention_week (guild_id, week, joined) VALUES ($1, 19000, 10), ($1, 19007, NULL)`,
    [GUILD],
  );
  const facts = { floor: 10, shown: 1, suppressed: 1 };
  expect(await look('P25')).toEqual({ state: 'kept', facts: { ...facts, tooSmall: 0 } });
  await db.pool.query('UPDATE analytics.retention_week SET joined = 9 WHERE week = 19000');
  expect(await look('P25')).toEqual({ state: 'broken', facts: { ...facts, tooSmall: 1 } });
});

test('P26: a day counted again from its cells agrees; a total that is less does not, more may have been erased', async () => {
  const hour = HOUR - 5 * 24;
  await putMessages(
    db,
    [1, 2, 3].map((user) => [GUILD, 1, user, hour, 4] as const),
  );
  await putVoice(db, [
    [GUILD, 1, 4, hour, 5 * MINUTE_MS, 0, 0, 0],
    [GUILD, 1, 5, hour, 5 * MINUTE_MS - 1, 0, 0, 50 * MINUTE_MS],
    [GUILD, 1, 1, hour, 6 * MINUTE_MS, 0, 0, 0],
  ]);
  await db.pool.query('INSERT INTO guild (id) VALUES ($1)', [GUILD]);
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
    GUILD,
    (TODAY - 6) * 24 * HOUR_MS,
  ]);
  await db.pool.query('INSERT INTO gateway.shard (shard_count, shard_id, observed_ms) VALUES (1, 0, $1)', [NOW]);
  await rollUp(db, NOW);
  const that = { day: TODAY - 5 };
  expect(await db.prisma.guildDay.findFirst({ where: that })).toMatchObject({ posters: 3, active: 4 });
  expect(await look('P26')).toEqual({ state: 'kept', facts: { recounted: expect.any(Number), voiceMinutes: 5 } });
  await db.prisma.guildDay.updateMany({ where: that, data: { active: 5 } });
  expect(await look('P26')).toMatchObject({ state: 'kept' });
  await db.prisma.guildDay.updateMany({ where: that, data: { active: 3 } });
  expect(await look('P26')).toMatchObject({ state: 'broken' });
  await db.pool.query('INSERT INTO analytics.roll_up_due (guild_id, hour) VALUES ($1, $2)', [GUILD, hour]);
  expect(await look('P26'), 'it is to be made again').toMatchObject({ state: 'kept', facts: { recounted: 0 } });
});

test('P27: a guild without premium has no rows; rows of before it was lost are no breach', async () => {
  await putMessages(db, [[GUILD, 1, 1, HOUR, 4]]);
  expect(await look('P27')).toMatchObject({ state: 'broken', facts: { found: [GUILD], countedGuilds: 0 } });
  await db.pool.query(
    `INSERT INTO premium_grant (id, guild_id, granted_by, reason, starts_at) VALUES (gen_random_uuid(), $1, 1, 'test', to_timestamp(0))`,
    [GUILD],
  );
  expect(await look('P27')).toEqual({ state: 'kept', facts: { countedGuilds: 1 } });
  const lose = (ms: number) =>
    db.pool.query('UPDATE premium_grant SET revoked_at = to_timestamp($1::float8 / 1000)', [ms]);
  await lose((HOUR + 1) * HOUR_MS);
  expect(await look('P27')).toEqual({ state: 'kept', facts: { countedGuilds: 0 } });
  await lose((HOUR - 1) * HOUR_MS);
  expect(await look('P27')).toMatchObject({ state: 'broken', facts: { found: [GUILD] } });
});

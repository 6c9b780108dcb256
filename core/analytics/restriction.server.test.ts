import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { listTopMembers } from './list-top-members.server.ts';
import { loadCounts } from './load-counts.server.ts';
import { objectionProbe } from './objection-promise.server.ts';
import { rollUpGuilds } from './roll-up-guilds.server.ts';
import { setObjection } from './set-objection.server.ts';
import { countsOf } from './testing/cells.ts';

const [PERSON, BYSTANDER, GUILD] = ['1300000000000000001', '1300000000000000002', '7'];
const DAY = 20_000;
const HOUR = DAY * 24 + 5;
let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, 0)', [GUILD]);
  await db.pool.query('INSERT INTO gateway.shard (shard_count, shard_id, observed_ms) VALUES (1, 0, $1)', [
    (DAY + 2) * 86_400_000,
  ]);
  await loadCounts(db, {
    ...countsOf(
      [PERSON, BYSTANDER].map((userId) => ({
        ...{ guildId: GUILD, channelId: '77', userId, hour: HOUR, messages: userId === PERSON ? 3 : 5 },
        activeMs: 600_000,
      })),
    ),
    memberships: [],
  });
  await db.pool.query('SELECT analytics.ensure_people(day) FROM generate_series($1::int4, $2::int4) AS day', [
    DAY - 27,
    DAY,
  ]);
});
afterAll(() => db.close());

const change = (kind: 'objection' | 'restriction', objects: boolean, guildId: string | null = GUILD) =>
  setObjection(db, { personId: PERSON, guildId, kind, objects });

async function make(part: { days?: number[]; weeks?: number[]; top?: boolean }): Promise<Record<string, number>> {
  const client = await db.pool.connect();
  const work = {
    guildId: GUILD,
    timeZone: 'UTC',
    days: [],
    weeks: [],
    month: null,
    top: false,
    closedDay: DAY,
    ...part,
  };
  await rollUpGuilds(client, [work], (DAY - 27) * 24).finally(() => client.release());
  const { rows } = await db.pool.query(
    `SELECT messages::int4, posters, voice_users, active_week, active_ms::int4 FROM analytics.guild_day WHERE day = $1`,
    [DAY],
  );
  return rows[0];
}
const both = { messages: 8, posters: 2, voice_users: 2, active_week: 2, active_ms: 1_200_000 };
const alone = { messages: 5, posters: 1, voice_users: 1, active_week: 1, active_ms: 600_000 };

async function kept(): Promise<number> {
  const { rows } = await db.pool.query<{ cells: number }>(
    `SELECT (SELECT count(*) FROM analytics.message_pack WHERE user_ids @> ARRAY[$1::int8])::int4
          + (SELECT count(*) FROM analytics.voice_pack WHERE user_ids @> ARRAY[$1::int8])::int4 AS cells`,
    [PERSON],
  );
  return rows[0]?.cells ?? 0;
}

test('under a restriction what is held is kept and not used, and used again when it is lifted', async () => {
  const day = { days: [DAY], weeks: [DAY], top: true };
  expect(await make(day)).toEqual(both);
  await change('restriction', true);
  // The list of the day was made before: the week leaves the person out of it.
  expect(await make({ weeks: [DAY] })).toEqual({ ...both, active_week: 1 });
  expect(await make(day)).toEqual(alone);
  const told = await db.pool.query('SELECT DISTINCT user_id FROM analytics.messages_of($1, $2, $3)', [
    GUILD,
    HOUR,
    HOUR + 1,
  ]);
  expect(told.rows).toEqual([{ user_id: BYSTANDER }]);
  const { lists } = await listTopMembers(db, { guildId: GUILD }, 7);
  for (const list of Object.values(lists)) expect(list.map(({ userId }) => userId)).toEqual([BYSTANDER]);
  expect(await kept()).toBe(2);
  await change('restriction', false);
  expect(await make(day)).toEqual(both);
});

test('in another guild it holds nothing back, and everywhere it does', async () => {
  await change('restriction', true, '8');
  expect(await make({ days: [DAY], weeks: [DAY] })).toEqual(both);
  await change('restriction', false, '8');
  await change('restriction', true, null);
  expect(await make({ days: [DAY], weeks: [DAY] })).toEqual(alone);
  await change('restriction', false, null);
});

test('an objection and a restriction are taken back by themselves, and either keeps out of what is counted', async () => {
  const hour = HOUR + 24;
  const count = async () => {
    await loadCounts(
      db,
      countsOf([{ guildId: GUILD, channelId: '77', userId: PERSON, hour, messages: 1, activeMs: 0 }]),
    );
    const { rows } = await db.pool.query<{ rows: number }>(
      'SELECT count(*)::int4 AS rows FROM analytics.message_pack WHERE day = $1',
      [DAY + 1],
    );
    return rows[0]?.rows;
  };
  await change('objection', true);
  await change('restriction', true);
  expect(await make({ days: [DAY], weeks: [DAY] })).toEqual(alone);
  await change('restriction', false);
  expect(await count()).toBe(0);
  // What was counted before an objection still goes into totals.
  expect(await make({ days: [DAY], weeks: [DAY] })).toEqual(both);
  await change('restriction', true);
  await change('objection', false);
  expect(await count()).toBe(0);
  expect(await objectionProbe({ db, clock: { now: () => Date.now() } }).look()).toMatchObject({ state: 'kept' });
  await change('restriction', false);
  expect(await count()).toBe(1);
});

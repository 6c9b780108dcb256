import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { HOUR_MS, hourOf } from '#core/platform/snowflake.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { loadCounts } from './load-counts.server.ts';
import { objectionProbe } from './objection-promise.server.ts';
import { setObjection } from './set-objection.server.ts';
import { countsOf } from './testing/cells.ts';

const PERSON = '1300000000000000001';
let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const clock = { now: () => Date.now() + 2 * HOUR_MS };
const look = () => objectionProbe({ db, clock }).look();
const hour = hourOf(Date.now()) + 1;
const cell = (guildId: string) => ({ guildId, channelId: '77', userId: PERSON, hour, messages: 3, activeMs: 0 });
const write = (guildId: string) => loadCounts(db, countsOf([cell(guildId)]));
async function counted(): Promise<string[]> {
  const { rows } = await db.pool.query<{ guild_id: string }>(
    'SELECT DISTINCT guild_id FROM analytics.message_pack WHERE user_ids @> ARRAY[$1::int8] ORDER BY 1',
    [PERSON],
  );
  return rows.map((row) => row.guild_id);
}

test('who objects in a guild is counted elsewhere, who objects everywhere nowhere, and who takes it back again', async () => {
  await setObjection(db, { personId: PERSON, guildId: '7', objects: true });
  await setObjection(db, { personId: PERSON, guildId: '7', objects: true });
  await write('7');
  await write('8');
  expect(await counted()).toEqual(['8']);
  expect(await look()).toEqual({ state: 'kept', facts: { objections: 1 } });
  await setObjection(db, { personId: PERSON, guildId: '7', objects: false });
  await write('7');
  expect(await counted()).toEqual(['7', '8']);
  expect(await look()).toEqual({ state: 'kept', facts: { objections: 0 } });
});

test('P46: broken where somebody is counted who objects', async () => {
  await db.pool.query('INSERT INTO analytics.objection (user_id, guild_id) VALUES ($1, 9)', [PERSON]);
  await db.pool.query('ALTER TABLE analytics.objection RENAME TO hidden');
  await db.pool.query('CREATE TABLE analytics.objection (LIKE analytics.hidden)');
  await write('9');
  await db.pool.query('DROP TABLE analytics.objection');
  await db.pool.query('ALTER TABLE analytics.hidden RENAME TO objection');
  expect(await look()).toMatchObject({ state: 'broken', facts: { found: ['message_pack'] } });
});

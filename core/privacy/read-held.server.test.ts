import { afterAll, beforeAll, expect, test } from 'vitest';
import { heldCounts } from '#core/analytics/held.server.ts';
import { rollUpGuilds } from '#core/analytics/roll-up-guilds.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type HeldTable, personalTables, readHeld } from './read-held.server.ts';
import { listColumns } from './registry.ts';
import { DAY, type Put, putLists, putPerson } from './testing/put-person.ts';

const CANARY = '900000000000000123';
const BYSTANDER = '900000000000000456';
const [CANARY_COUNT, BYSTANDER_COUNT] = [31_337, 27_183];

let db: WholeDatabase;
let put: Put[];
let others: Put[];
let held: HeldTable[];

beforeAll(async () => {
  db = await createTestDatabase();
  put = await putPerson(db, CANARY);
  others = await putPerson(db, BYSTANDER);
  await putLists(db, [CANARY, BYSTANDER], [CANARY_COUNT, BYSTANDER_COUNT]);
  // The lists of a day are made of its cells, by the product.
  const client = await db.pool.connect();
  await client.query(`INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES (7, 0)`);
  await client.query('UPDATE gateway.shard SET observed_ms = 9e15');
  const work = { guildId: '7', timeZone: 'UTC', days: [DAY], weeks: [], month: null, top: false, closedDay: DAY };
  await rollUpGuilds(client, [work], DAY * 24).finally(() => client.release());
  held = await readHeld(db, { personId: CANARY }, heldCounts);
}, 120_000);
afterAll(() => db?.close());

const written = (value: unknown) => (Buffer.isBuffer(value) ? value.toString() : JSON.stringify(value));

test('every value about a person is told, and of what is never handed over that there is one', () => {
  const ruleOf = new Map(listColumns().map((one) => [`${one.table}.${one.column}`, one.export]));
  expect(put.length).toBeGreaterThan(60);
  for (const { table, column, token } of put) {
    const values = held.find((one) => one.table === table)?.rows.map((row) => row[column]) ?? [];
    const place = `${table}.${column}`;
    if (ruleOf.get(place) === 'named') expect(values, place).toEqual([true]);
    else expect(values.map(written).join(), place).toContain(token);
  }
});

test('no table about people is left out, and each tells of this one', () => {
  expect(held.map((one) => one.table)).toEqual([...personalTables().keys()]);
  for (const { table, rows } of held) expect(rows.length, table).toBeGreaterThan(0);
});

test('lists of people tell the own part alone', () => {
  const rowOf = (table: string) => held.find((one) => one.table === `analytics.${table}`)?.rows ?? [];
  expect(rowOf('message_pack')).toMatchObject([{ hours: DAY * 24 + 5, user_ids: CANARY, messages: CANARY_COUNT }]);
  expect(rowOf('voice_pack')).toMatchObject([{ user_ids: CANARY, active_ms: CANARY_COUNT, alone_ms: CANARY_COUNT }]);
  expect(rowOf('person_day')).toMatchObject([
    { user_ids: CANARY, counts: { messages: CANARY_COUNT, voiceMs: 3 * CANARY_COUNT } },
  ]);
  expect(rowOf('top_member')).toMatchObject([{ user_ids: CANARY, amounts: String(CANARY_COUNT), place: 1 }]);
});

test('nothing of anybody else is told', () => {
  const all = JSON.stringify(held.map(({ rows }) => rows.map((row) => Object.values(row).map(written))));
  for (const { table, column, token } of others) expect(all.includes(token), `${table}.${column}`).toBe(false);
  for (const of of [BYSTANDER, BYSTANDER_COUNT, 3 * BYSTANDER_COUNT]) expect(all).not.toContain(String(of));
});

test('somebody of whom nothing is held is told of every table that it holds nothing', async () => {
  const none = await readHeld(db, { personId: '1' }, heldCounts);
  expect(none.every(({ rows }) => rows.length === 0)).toBe(true);
  expect(none).toHaveLength(held.length);
});

test('a list of people that no reader knows is refused, not left out', async () => {
  await expect(readHeld(db, { personId: CANARY }, heldCounts.slice(1))).rejects.toThrow();
});

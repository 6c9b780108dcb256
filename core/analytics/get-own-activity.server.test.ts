import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { getOwnActivity, type OwnDay } from './get-own-activity.server.ts';
import { putMessages, putVoice } from './testing/put-cells.ts';

const GUILD = '400000000000000001';
const ME = '500000000000000001';
const OTHER = '500000000000000002';
/** Noon of 21 November 2026, UTC: in Kiritimati (+14) it is the 22nd already. */
const NOW = Date.parse('2026-11-21T12:00:00Z');
const HOUR_MS = 3_600_000;
const hour = (text: string) => Date.parse(`${text}:00:00Z`) / HOUR_MS;
const day = (text: string) => Date.parse(text) / 86_400_000;

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.close());
beforeEach(async () => {
  for (const table of ['message_pack', 'voice_pack', 'voice_session', 'counting_span', 'coverage_gap', 'objection'])
    await db.pool.query(`DELETE FROM analytics.${table}`);
  await db.pool.query('DELETE FROM guild');
  await db.pool.query('DELETE FROM gateway.shard');
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
    GUILD,
    Date.parse('2026-09-01T00:00:00Z'),
  ]);
  await db.pool.query(
    'INSERT INTO gateway.shard (shard_count, shard_id, observed_ms, committed_at, heartbeat_at) VALUES (1, 0, $1, now(), now())',
    [NOW],
  );
});

const zone = (timeZone: string) => db.prisma.guild.create({ data: { id: BigInt(GUILD), timeZone } });
const wrote = (at: string, messages: number, { who = ME, guild = GUILD } = {}) =>
  putMessages(db, [[guild, 7, who, hour(at), messages]]);
async function days(length: number): Promise<OwnDay[]> {
  const own = await getOwnActivity(db, { guildId: GUILD, userId: ME }, { length, nowMs: NOW });
  return own?.days ?? [];
}

test('days are the guild’s, today is among them, and nobody else’s rows are', async () => {
  await zone('Pacific/Kiritimati');
  await wrote('2026-11-21T09', 1);
  await wrote('2026-11-21T10', 20);
  await wrote('2026-11-21T10', 300, { who: OTHER });
  await wrote('2026-11-21T10', 4_000, { guild: '400000000000000002' });
  const found = await days(7);
  expect(found.map((one) => one.day)).toEqual(Array.from({ length: 7 }, (_, at) => day('2026-11-16') + at));
  expect(found.map(({ messages }) => messages)).toEqual([0, 0, 0, 0, 0, 1, 20]);
});

test('the hour that the clocks bring twice is in one day', async () => {
  await zone('Europe/Berlin');
  for (const at of ['2026-10-25T00', '2026-10-25T01', '2026-10-24T22', '2026-10-25T22']) await wrote(at, 1);
  const found = await days(28);
  expect(found[0]).toMatchObject({ day: day('2026-10-25'), messages: 4 });
  expect(found).toHaveLength(28);
});

test('what was not observed is known as such, for messages and voice apart', async () => {
  await zone('UTC');
  const gap = (kind: string, from: string, to: string) =>
    db.pool.query(
      `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason)
       VALUES (1, 0, $1, $2, $3, $4, 'session-lost')`,
      [GUILD, kind, hour(from) * HOUR_MS, hour(to) * HOUR_MS],
    );
  await gap('all', '2026-11-20T00', '2026-11-20T06');
  await gap('voice', '2026-11-20T12', '2026-11-20T18');
  const observed = (await days(3)).map((one) => one.observed);
  expect(observed).toEqual([
    { messages: 1, voice: 1 },
    { messages: 0.75, voice: 0.5 },
    { messages: 1, voice: 1 },
  ]);
});

test('voice under way counts, where somebody else is there', async () => {
  await zone('UTC');
  const join = (who: string) =>
    db.pool.query('INSERT INTO analytics.voice_session VALUES ($1, $2, 9, 0, $3)', [GUILD, who, NOW - HOUR_MS]);
  await putVoice(db, [[GUILD, 9, ME, hour('2026-11-20T10'), 60_000, 0, 0, 0]]);
  await join(ME);
  expect((await days(2)).map(({ activeMs }) => activeMs)).toEqual([60_000, 0]);
  await join(OTHER);
  expect((await days(2)).map(({ activeMs }) => activeMs)).toEqual([60_000, HOUR_MS]);
});

test('who objected, here or everywhere, is shown nothing; an objection elsewhere changes nothing', async () => {
  const object = (guild: string) =>
    db.pool.query('INSERT INTO analytics.objection (user_id, guild_id) VALUES ($1, $2)', [ME, guild]);
  const asked = () => getOwnActivity(db, { guildId: GUILD, userId: ME }, { length: 7, nowMs: NOW });
  await object('400000000000000002');
  expect(await asked()).not.toBeNull();
  await object(GUILD);
  expect(await asked()).toBeNull();
  await db.pool.query('UPDATE analytics.objection SET guild_id = 0 WHERE guild_id = $1', [GUILD]);
  expect(await asked()).toBeNull();
});

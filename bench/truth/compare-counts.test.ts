import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import { compareCounts } from './compare-counts.ts';
import { type ControlApi, controlApi } from './control-api.ts';

let db: Database;
let simulator: RunningSimulator;
let control: ControlApi;

/** A database that holds exactly what the simulated Discord sent. */
beforeEach(async () => {
  db = await createTestDatabase();
  simulator = await startSimulator({ guilds: 6, largestGuild: 300, eventsPerSecond: 0 });
  control = controlApi(simulator.url);
  for (const guild of await control.guilds()) {
    await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, 0)', [guild.id]);
  }
  await control.traffic({ running: true, eventsPerSecond: 200, voiceShare: 1, otherShare: 0 });
  await control.burst({ events: 400, eventsPerSecond: 400 });
  await control.quiesce();
  await db.pool.query('SELECT analytics.ensure_day(day) FROM generate_series($1::int, $1::int + 1) AS day', [
    Math.floor(Date.now() / 86_400_000),
  ]);
  const rows: unknown[][] = [];
  await control.ledger([], (cell) => {
    const { guildId, channelId, userId, hour } = cell;
    rows.push([
      guildId,
      channelId,
      userId,
      hour,
      cell.messages,
      cell.activeMs,
      cell.mutedMs,
      cell.deafenedMs,
      cell.aloneMs,
    ]);
  });
  for (const row of rows) {
    await db.pool.query('INSERT INTO analytics.message_hour SELECT $1, $2, $3, $4, $5 WHERE $5 > 0', row.slice(0, 5));
    const voice = [...row.slice(0, 4), ...row.slice(5)];
    if (row.slice(5).some((ms) => Number(ms) > 0))
      await db.pool.query('INSERT INTO analytics.voice_hour VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', voice);
  }
});
afterEach(async () => {
  await simulator.stop();
  await db.close();
});

const compare = () => compareCounts(db.pool, control);
const someCell = `(SELECT ctid FROM analytics.message_hour ORDER BY guild_id, channel_id, user_id LIMIT 1)`;
const clean = { lost: 0, doubled: 0, wrongMessageCells: 0, wrongVoiceCells: 0, strangers: 0 };

test('equality is found, and each kind of difference', async () => {
  const equal = await compare();
  expect(equal).toMatchObject({ ...clean, gaps: 0, largestVoiceMs: 0 });
  expect(equal.messages).toBeGreaterThanOrEqual(400);
  expect(equal.voiceCells).toBeGreaterThan(0);

  await db.pool.query(`UPDATE analytics.message_hour SET messages = messages + 1 WHERE ctid = ${someCell}`);
  expect(await compare()).toMatchObject({ ...clean, doubled: 1, wrongMessageCells: 1 });

  await db.pool.query(`UPDATE analytics.message_hour SET messages = messages - 2 WHERE ctid = ${someCell}`);
  expect(await compare()).toMatchObject({ ...clean, lost: 1, wrongMessageCells: 1 });

  await db.pool.query(`UPDATE analytics.message_hour SET messages = messages + 1 WHERE ctid = ${someCell}`);
  await db.pool.query(`UPDATE analytics.message_hour SET channel_id = channel_id + 1 WHERE ctid = ${someCell}`);
  const moved = await compare();
  expect(moved.wrongMessageCells).toBe(2);
  expect(moved.lost).toBe(moved.doubled);
  expect(moved.differences).toHaveLength(2);
});

test('voice is compared by part, at the tolerance', async () => {
  const aVoiceCell = '(SELECT ctid FROM analytics.voice_hour LIMIT 1)';
  await db.pool.query(`UPDATE analytics.voice_hour SET muted_ms = muted_ms + 999 WHERE ctid = ${aVoiceCell}`);
  expect(await compare()).toMatchObject({ ...clean, largestVoiceMs: 999 });
  await db.pool.query(`UPDATE analytics.voice_hour SET muted_ms = muted_ms + 2 WHERE muted_ms >= 999`);
  expect(await compare()).toMatchObject({ ...clean, largestVoiceMs: 1_001, wrongVoiceCells: 1 });
});

test('inside a gap less is right and more is wrong; outside of it nothing changes', async () => {
  const { rows } = await db.pool.query<{ guild_id: string }>(
    `SELECT guild_id FROM analytics.message_hour WHERE messages > 0 ORDER BY guild_id, channel_id, user_id LIMIT 1`,
  );
  await db.pool.query(
    `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason)
     VALUES (1, 0, $1, 'all', 0, $2, 'test')`,
    [rows[0]?.guild_id, Date.now()],
  );
  await db.pool.query(`UPDATE analytics.message_hour SET messages = messages - 1 WHERE ctid = ${someCell}`);
  const less = await compare();
  expect(less).toMatchObject({ ...clean, gaps: 1, gapReasons: { test: 1 } });
  expect(less.messagesInGaps).toBeGreaterThan(0);
  await db.pool.query(`UPDATE analytics.message_hour SET messages = messages + 2 WHERE ctid = ${someCell}`);
  expect(await compare()).toMatchObject({ ...clean, doubled: 1, wrongMessageCells: 1 });
});

test('a row of a guild that was never entitled is found', async () => {
  await db.pool.query(
    `DELETE FROM analytics.counting_span WHERE guild_id = (SELECT guild_id FROM analytics.message_hour LIMIT 1)`,
  );
  expect((await compare()).strangers).toBeGreaterThan(0);
});

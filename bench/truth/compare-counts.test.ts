import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MessageCell, putMessages, putVoice, type VoiceCell } from '#core/analytics/testing/put-cells.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import { compareCounts } from './compare-counts.ts';
import { type ControlApi, controlApi } from './control-api.ts';

let db: WholeDatabase;
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
  const messages: MessageCell[] = [];
  const voice: VoiceCell[] = [];
  await control.ledger([], (cell) => {
    const place = [cell.guildId, cell.channelId, cell.userId, cell.hour] as const;
    const parts = [cell.activeMs, cell.mutedMs, cell.deafenedMs, cell.aloneMs] as const;
    if (cell.messages > 0) messages.push([...place, cell.messages]);
    if (parts.some((ms) => ms > 0)) voice.push([...place, ...parts]);
  });
  await putMessages(db, messages);
  await putVoice(db, voice);
});
afterEach(async () => {
  await simulator.stop();
  await db.close();
});

const compare = () => compareCounts(db.pool, control);
/** Rows hold a cell each here. */
const someCell = `(SELECT id FROM analytics.message_pack ORDER BY guild_id, channel_ids, user_ids LIMIT 1)`;
const change = (set: string) => db.pool.query(`UPDATE analytics.message_pack SET ${set} WHERE id = ${someCell}`);
const clean = { lost: 0, doubled: 0, wrongMessageCells: 0, wrongVoiceCells: 0, strangers: 0 };

test('equality is found, and each kind of difference', async () => {
  const equal = await compare();
  expect(equal).toMatchObject({ ...clean, gaps: 0, largestVoiceMs: 0 });
  expect(equal.messages).toBeGreaterThanOrEqual(400);
  expect(equal.voiceCells).toBeGreaterThan(0);

  await change('messages[1] = messages[1] + 1');
  expect(await compare()).toMatchObject({ ...clean, doubled: 1, wrongMessageCells: 1 });

  await change('messages[1] = messages[1] - 2');
  expect(await compare()).toMatchObject({ ...clean, lost: 1, wrongMessageCells: 1 });

  await change('messages[1] = messages[1] + 1');
  await change('channel_ids[1] = channel_ids[1] + 1');
  const moved = await compare();
  expect(moved.wrongMessageCells).toBe(2);
  expect(moved.lost).toBe(moved.doubled);
  expect(moved.differences).toHaveLength(2);
});

test('voice is compared by part, at the tolerance', async () => {
  const changeVoice = (set: string) =>
    db.pool.query(`UPDATE analytics.voice_pack SET ${set} WHERE id = (SELECT min(id) FROM analytics.voice_pack)`);
  await changeVoice('muted_ms[1] = muted_ms[1] + 999');
  expect(await compare()).toMatchObject({ ...clean, largestVoiceMs: 999 });
  await changeVoice('muted_ms[1] = muted_ms[1] + 2');
  expect(await compare()).toMatchObject({ ...clean, largestVoiceMs: 1_001, wrongVoiceCells: 1 });
});

test('inside a gap less is right and more is wrong; outside of it nothing changes', async () => {
  const { rows } = await db.pool.query<{ guild_id: string }>(
    `SELECT guild_id FROM analytics.message_pack WHERE id = ${someCell}`,
  );
  await db.pool.query(
    `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason)
     VALUES (1, 0, $1, 'all', 0, $2, 'test')`,
    [rows[0]?.guild_id, Date.now()],
  );
  await change('messages[1] = messages[1] - 1');
  const less = await compare();
  expect(less).toMatchObject({ ...clean, gaps: 1, gapReasons: { test: 1 } });
  expect(less.messagesInGaps).toBeGreaterThan(0);
  await change('messages[1] = messages[1] + 2');
  expect(await compare()).toMatchObject({ ...clean, doubled: 1, wrongMessageCells: 1 });
});

test('a row of a guild that was never entitled is found', async () => {
  await db.pool.query(
    `DELETE FROM analytics.counting_span WHERE guild_id = (SELECT guild_id FROM analytics.message_pack LIMIT 1)`,
  );
  expect((await compare()).strangers).toBeGreaterThan(0);
});

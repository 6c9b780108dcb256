import { expect, test } from 'vitest';
import { ANNA, BERT, CARL, HALL, live, ROOM } from './testing/live-shard.ts';
import { durableAfter, emptyState, GUILD, ScriptedShard, START_MS, voiceOf } from './testing/scripted-shard.ts';

const MINUTE = 60_000;

test('voice: alone before deafened before muted before active, bots are no company, AFK is nothing', () => {
  const shard = new ScriptedShard();
  shard.ready('a', GUILD);
  shard.guild(GUILD, { afk_channel_id: HALL });
  shard.voice(ANNA, ROOM);
  shard.clock.ms += 1_000;
  shard.voice('1300000000000000009', ROOM, { member: { user: { bot: true } } });
  shard.clock.ms += 1_000;
  shard.voice(BERT, ROOM, { self_mute: true });
  shard.clock.ms += 1_000;
  shard.voice(BERT, ROOM, { self_mute: true, self_deaf: true });
  shard.clock.ms += 1_000;
  shard.voice(ANNA, ROOM, { suppress: true });
  shard.clock.ms += 1_000;
  shard.voice(ANNA, HALL);
  shard.clock.ms += 1_000;
  shard.voice(BERT, null);
  shard.clock.ms += 1_000;
  shard.voice(ANNA, null);
  expect(voiceOf(shard.collector.takeBatch())).toEqual({
    [`${ANNA} alone`]: 2_000,
    [`${ANNA} active`]: 2_000,
    [`${ANNA} muted`]: 1_000,
    [`${BERT} muted`]: 1_000,
    [`${BERT} deafened`]: 2_000,
    [`${BERT} alone`]: 1_000,
  });
});

test('voice that goes on is handed over up to what is observed, at least every minute and cut at the hour', () => {
  const shard = live();
  const hourEnd = Math.ceil(START_MS / 3_600_000) * 3_600_000;
  shard.clock.ms = hourEnd - MINUTE;
  shard.voice(ANNA, ROOM);
  shard.voice(BERT, ROOM);
  shard.collector.takeBatch();
  shard.clock.ms = hourEnd + MINUTE;
  expect(voiceOf(shard.collector.takeBatch())).toEqual({});
  shard.beat();
  const batch = shard.collector.takeBatch();
  const anna = batch.voice.filter((row) => row.userId === ANNA).map((row) => [row.hour * 3_600_000, row.activeMs]);
  expect(anna).toEqual([
    [hourEnd - 3_600_000, MINUTE],
    [hourEnd, MINUTE],
  ]);
  expect(batch.voiceSessions.current).toHaveLength(2);
});

test('voice goes on exactly in a new process that resumes', () => {
  const shard = live();
  shard.voice(ANNA, ROOM);
  shard.voice(BERT, ROOM);
  shard.clock.ms += 10_000;
  shard.beat();
  const first = shard.collector.takeBatch();
  const { lease, state } = durableAfter(emptyState, first);
  const { clock } = shard;
  clock.ms += 5_000;
  const second = new ScriptedShard({ lease, state, clock });
  second.stream.startReplay();
  // Ten seconds after the commit somebody wrote, then Bert left; both are replayed half a minute later.
  const sentAt = START_MS + 20_000;
  clock.ms = sentAt;
  const text = { userId: CARL, s: ++second.sequence };
  clock.ms = START_MS + 50_000;
  const now = clock.ms;
  clock.ms = sentAt;
  second.message(text);
  clock.ms = now;
  second.voice(BERT, null);
  second.dispatch('RESUMED', {});
  clock.ms += 10_000;
  second.beat();
  second.voice(ANNA, null);
  expect(voiceOf(first, second.collector.takeBatch())).toEqual({
    [`${ANNA} active`]: 20_000,
    [`${BERT} active`]: 20_000,
    [`${ANNA} alone`]: 40_000,
  });
});

test('what piled up while a process was slow is dated by the messages around it', () => {
  const shard = live();
  const { clock } = shard;
  clock.ms = START_MS + 20_000;
  // Sent from 10 s on, all of it read at 20 s.
  shard.message({ userId: CARL, atMs: START_MS + 10_000 });
  shard.voice(ANNA, ROOM);
  shard.message({ userId: CARL, atMs: START_MS + 12_000 });
  shard.voice(BERT, ROOM);
  shard.message({ userId: CARL, atMs: START_MS + 20_000 });
  shard.voice(BERT, null);
  expect(voiceOf(shard.collector.takeBatch())).toEqual({
    [`${ANNA} alone`]: 2_000,
    [`${ANNA} active`]: 8_000,
    [`${BERT} active`]: 8_000,
  });
});

test('what piled up while the wire stood still is dated by the next message, also what comes before it', () => {
  const shard = live();
  const { clock } = shard;
  shard.message({ userId: CARL });
  clock.ms = START_MS + 20_000;
  // Anna came at 10 s, Bert at 10.1 s and left at 15 s; all of it is read at 20 s.
  shard.voice(ANNA, ROOM);
  shard.voice(BERT, ROOM);
  clock.ms += 100;
  shard.message({ userId: CARL, atMs: START_MS + 10_200 });
  clock.ms += 10;
  shard.message({ userId: CARL, atMs: START_MS + 15_000 });
  shard.voice(BERT, null);
  shard.message({ userId: CARL, atMs: START_MS + 20_000 });
  shard.voice(ANNA, null);
  expect(voiceOf(shard.collector.takeBatch())).toEqual({
    [`${ANNA} active`]: 4_900,
    [`${BERT} active`]: 4_900,
    [`${ANNA} alone`]: 5_000,
  });
});

test('without a message behind them, voice states happened when they were read', () => {
  const shard = live();
  const { clock } = shard;
  clock.ms += 60_000;
  shard.voice(ANNA, ROOM);
  shard.voice(BERT, ROOM);
  clock.ms += 5_000;
  shard.message({ userId: CARL });
  clock.ms += 5_000;
  shard.voice(BERT, null);
  shard.voice(ANNA, null);
  expect(voiceOf(shard.collector.takeBatch())).toEqual({ [`${ANNA} active`]: 10_000, [`${BERT} active`]: 10_000 });
});

test('voice states that wait for a message are in the batch that is taken before it comes', () => {
  const shard = live();
  const { clock } = shard;
  clock.ms += 60_000;
  shard.voice(ANNA, ROOM);
  expect(shard.collector.takeBatch().voiceSessions.current).toMatchObject([{ userId: ANNA, accruedUntilMs: clock.ms }]);
});

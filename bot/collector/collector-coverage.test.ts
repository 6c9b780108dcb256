import { expect, test } from 'vitest';
import type { CountBatch } from '#core/analytics/count-batch.server.ts';
import { ANNA, BERT, CARL, gapsOf, live, ROOM } from './testing/live-shard.ts';
import {
  durableAfter,
  emptyState,
  forever,
  GUILD,
  messagesOf,
  OTHER_GUILD,
  ScriptedShard,
  START_MS,
  voiceOf,
} from './testing/scripted-shard.ts';

test('a session that cannot go on is a hole: nothing in it is invented, and GUILD_CREATE says who is there', () => {
  const shard = live();
  shard.voice(ANNA, ROOM);
  shard.voice(BERT, ROOM);
  shard.clock.ms += 10_000;
  shard.beat();
  shard.clock.ms += 5_000;
  shard.stream.disconnect();
  shard.stream.endSession('resume-refused');
  shard.clock.ms += 20_000;
  shard.ready('b', GUILD);
  shard.clock.ms += 1_000;
  shard.guild(GUILD, {
    voice_states: [
      { user_id: ANNA, channel_id: ROOM },
      { user_id: CARL, channel_id: ROOM },
    ],
  });
  shard.clock.ms += 10_000;
  shard.voice(CARL, null);
  const batch = shard.collector.takeBatch();
  expect(voiceOf(batch)).toEqual({
    [`${ANNA} active`]: 20_000,
    [`${BERT} active`]: 10_000,
    [`${CARL} active`]: 10_000,
  });
  expect(gapsOf(batch)).toEqual([
    ['shard', 'all', 9_000, 35_000, 'resume-refused'],
    ['guild', 'all', 35_000, 37_000, 'session-lost'],
  ]);
});

test('a new process without a session says from where on nothing is known', () => {
  const shard = live();
  shard.clock.ms += 10_000;
  shard.beat();
  const { lease, state } = durableAfter(emptyState, shard.collector.takeBatch());
  const { clock } = shard;
  clock.ms += 10_000;
  const second = new ScriptedShard({ lease: { ...lease, sessionId: null, sequence: null }, state, clock });
  const opened = second.collector.takeBatch();
  expect(gapsOf(opened)).toEqual([['shard', 'all', 9_000, null, 'restart']]);
  clock.ms += 10_000;
  second.ready('b', GUILD);
  second.guild(GUILD);
  expect(second.collector.takeBatch().gaps.closed).toEqual([
    { shardId: 0, guildId: null, kind: 'all', toMs: START_MS + 30_000 },
  ]);
});

test('the very first start is no hole', () => {
  const shard = live();
  const batch = shard.collector.takeBatch();
  expect(gapsOf(batch)).toEqual([]);
  expect(batch.spans.opened).toEqual([{ guildId: GUILD, fromMs: START_MS, toMs: null }]);
});

test('an outage of a guild is a gap of the guild; its removal ends the span', () => {
  const shard = live();
  shard.voice(ANNA, ROOM);
  shard.voice(BERT, ROOM);
  shard.clock.ms += 10_000;
  shard.dispatch('GUILD_DELETE', { id: GUILD, unavailable: true });
  shard.clock.ms += 10_000;
  shard.voice(CARL, ROOM);
  shard.guild(GUILD, { voice_states: [{ user_id: ANNA, channel_id: ROOM }] });
  shard.clock.ms += 10_000;
  shard.dispatch('GUILD_DELETE', { id: GUILD });
  const batch = shard.collector.takeBatch();
  expect(gapsOf(batch)).toEqual([['guild', 'all', 10_000, 21_000, 'guild-unavailable']]);
  expect(voiceOf(batch)).toEqual({
    [`${ANNA} active`]: 10_000,
    [`${BERT} active`]: 10_000,
    [`${ANNA} alone`]: 10_000,
  });
  expect(batch.spans.opened).toEqual([{ guildId: GUILD, fromMs: START_MS, toMs: START_MS + 30_000 }]);
  expect(batch.guilds.find((guild) => guild.guildId === GUILD)?.state).toBe('removed');
});

test('counting that begins in the middle of a session does not know who is in voice, and claims only what is sure', () => {
  const shard = live([]);
  shard.voice(ANNA, ROOM);
  shard.clock.ms += 10_000;
  shard.collector.setEntitled(forever(GUILD));
  shard.message({ userId: ANNA });
  // Anna is in the room, and nobody has seen her: Bert is not known to be alone.
  shard.voice(BERT, ROOM);
  shard.clock.ms += 10_000;
  shard.voice(CARL, ROOM);
  shard.clock.ms += 10_000;
  shard.voice(CARL, null);
  const batch = shard.collector.takeBatch();
  expect(voiceOf(batch)).toEqual({ [`${BERT} active`]: 10_000, [`${CARL} active`]: 10_000 });
  expect(messagesOf(batch)).toEqual({ [ANNA]: 1 });
  expect(gapsOf(batch)).toEqual([['guild', 'voice', 10_000, null, 'not-yet-known']]);
  shard.clock.ms += 10_000;
  shard.guild(GUILD, { voice_states: [{ user_id: BERT, channel_id: ROOM }] });
  shard.clock.ms += 10_000;
  shard.voice(BERT, null);
  const after = shard.collector.takeBatch();
  expect(after.gaps.closed).toEqual([{ shardId: 0, guildId: GUILD, kind: 'voice', toMs: START_MS + 40_000 }]);
  expect(voiceOf(after)).toEqual({ [`${BERT} alone`]: 10_000 });
});

test('an entitlement ends by itself on its instant, and by news at what was observed', () => {
  const shard = live([
    { guildId: GUILD, endsAtMs: START_MS + 10_000 },
    { guildId: OTHER_GUILD, endsAtMs: null },
  ]);
  shard.clock.ms += 12_000;
  shard.beat();
  expect(shard.collector.nextEndMs).toBe(START_MS + 10_000);
  shard.collector.endOverdue();
  shard.message({ userId: ANNA });
  shard.message({ userId: BERT, guildId: OTHER_GUILD });
  shard.collector.setEntitled([]);
  shard.message({ userId: CARL, guildId: OTHER_GUILD });
  const batch = shard.collector.takeBatch();
  expect(messagesOf(batch)).toEqual({ [BERT]: 1 });
  expect(batch.spans.opened.map((span) => [span.guildId, (span.toMs ?? 0) - START_MS])).toEqual([
    [GUILD, 10_000],
    [OTHER_GUILD, 12_000],
  ]);
});

test('guilds that READY no longer lists are gone, and those that join after it are not', () => {
  const shard = live();
  shard.collector.takeBatch();
  shard.stream.endSession('session-lost');
  shard.ready('b', OTHER_GUILD);
  shard.guild('1100000000000000003');
  const batch = shard.collector.takeBatch();
  expect(batch.rosters).toEqual([{ shardId: 0, guildIds: [OTHER_GUILD, '1100000000000000003'], atMs: shard.clock.ms }]);
  expect(batch.spans.closed.map((span) => span.guildId)).toEqual([GUILD]);
});

test('the answer to a heartbeat does not vouch for dispatches that are later than usual', () => {
  const shard = live();
  const { clock } = shard;
  clock.ms = START_MS + 30_000;
  shard.message({ userId: CARL, atMs: START_MS + 25_000 });
  shard.stream.proveUntil(START_MS + 29_000);
  expect(shard.stream.observedMs).toBe(START_MS + 25_000);
  clock.ms += 30_000;
  shard.stream.proveUntil(START_MS + 59_000);
  expect(shard.stream.observedMs).toBe(START_MS + 58_000);
});

const countedIn = (...batches: CountBatch[]) =>
  batches.flatMap((batch) => batch.gaps.opened.map(({ countedIds }) => countedIds.length));

test('a hole knows the messages of its first second that were counted already, after a crash too', () => {
  const first = live();
  first.clock.ms += 10_000;
  first.message({ userId: ANNA, atMs: START_MS + 8_999 });
  first.message({ userId: ANNA, atMs: START_MS + 9_000 });
  first.message({ userId: ANNA, atMs: START_MS + 10_000 });
  first.message({ userId: BERT, atMs: START_MS + 9_500 });
  const committed = first.collector.takeBatch();
  const { lease, state } = durableAfter(emptyState, committed);
  expect(lease.recentIds).toHaveLength(3);

  for (const shard of [first, new ScriptedShard({ lease, state, clock: first.clock })]) {
    shard.stream.endSession('resume-refused');
    const batch = shard.collector.takeBatch();
    expect(batch.gaps.opened).toMatchObject([{ guildId: null, fromMs: START_MS + 9_000 }]);
    expect(batch.gaps.opened[0]?.countedIds).toEqual(lease.recentIds);
  }
});

test('what was made before the end of a hole is not counted as it comes, by this process or the next', () => {
  const shard = live();
  shard.clock.ms += 10_000;
  shard.message({ userId: ANNA });
  shard.stream.endSession('session-lost');
  shard.clock.ms += 5_000;
  shard.ready('b', GUILD);
  shard.message({ userId: BERT });
  shard.clock.ms += 100;
  shard.guild(GUILD);
  const endMs = shard.clock.ms + 1_000;
  shard.message({ userId: BERT });
  const before = shard.collector.takeBatch();
  expect(messagesOf(before)).toEqual({ [ANNA]: 1 });
  expect(gapsOf(before).at(-1)).toEqual(['guild', 'all', 15_000, endMs - START_MS, 'session-lost']);
  const { lease, state } = durableAfter(durableAfter(emptyState, live().collector.takeBatch()).state, before);

  const next = new ScriptedShard({ lease, state, clock: shard.clock });
  next.stream.startReplay();
  for (const one of [shard, next]) {
    one.message({ userId: CARL, atMs: endMs - 1 });
    one.message({ userId: CARL, atMs: endMs });
    expect(messagesOf(one.collector.takeBatch())).toEqual({ [CARL]: 1 });
  }
});

test('ids counted lately are forgotten but for those of the last second, however many there are', () => {
  const shard = live();
  for (let count = 0; count < 5_000; count++) {
    shard.clock.ms += 10;
    shard.message({ userId: ANNA });
  }
  expect(shard.collector.takeBatch().shards[0]?.recentIds).toHaveLength(101);
  shard.stream.endSession('session-lost');
  expect(countedIn(shard.collector.takeBatch())).toEqual([101]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CountBatch } from '#core/analytics/count-batch.server.ts';
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

const ANNA = '1300000000000000001';
const BERT = '1300000000000000002';
const CARL = '1300000000000000003';
const ROOM = '1200000000000000011';
const HALL = '1200000000000000012';
const MINUTE = 60_000;

/** A shard with its guild arrived. */
function live(entitled = forever(GUILD)): ScriptedShard {
  const shard = new ScriptedShard({ entitled });
  shard.ready('a', GUILD, OTHER_GUILD);
  shard.guild(GUILD);
  shard.guild(OTHER_GUILD);
  return shard;
}

const gapsOf = (...batches: CountBatch[]) =>
  batches.flatMap((batch) =>
    batch.gaps.opened.map(({ guildId, kind, fromMs, toMs, reason }) => [
      guildId === null ? 'shard' : 'guild',
      kind,
      fromMs - START_MS,
      toMs === null ? null : toMs - START_MS,
      reason,
    ]),
  );

test('counts people, and drops what is replayed, doubled, of bots, webhooks and systems, and of guilds nobody pays for', () => {
  const shard = live();
  shard.message({ userId: ANNA });
  shard.message({ userId: ANNA });
  shard.message({ userId: ANNA, s: shard.sequence });
  shard.message({ userId: BERT, guildId: OTHER_GUILD });
  const message = { id: '1400000000000000001', guild_id: GUILD, channel_id: ROOM, type: 0 };
  shard.dispatch('MESSAGE_CREATE', { ...message, author: { id: CARL, bot: true } });
  shard.dispatch('MESSAGE_CREATE', { ...message, author: { id: CARL }, webhook_id: '5' });
  shard.dispatch('MESSAGE_CREATE', { ...message, author: { id: CARL }, type: 7 });
  shard.dispatch('MESSAGE_UPDATE', { ...message, author: { id: CARL } });
  expect(messagesOf(shard.collector.takeBatch())).toEqual({ [ANNA]: 2 });
  expect(shard.stream.heldSequence).toBe(shard.sequence);
});

test('a heartbeat acknowledges what was settled and nothing more', () => {
  const shard = live();
  expect(shard.stream.durableSequence).toBeNull();
  const batch = shard.collector.takeBatch();
  shard.message({ userId: ANNA });
  shard.collector.settle(batch);
  expect(shard.stream.durableSequence).toBe(shard.sequence - 1);
  shard.stream.endSession('session-lost');
  expect(shard.stream.durableSequence).toBeNull();
  shard.ready('b', GUILD);
  expect(shard.stream.durableSequence).toBeNull();
});

test('whatever is dropped, doubled, replayed or lost with a process: every message is counted once', () => {
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.constant('message' as const) },
    { weight: 2, arbitrary: fc.constant('double' as const) },
    { weight: 2, arbitrary: fc.constant('commit' as const) },
    { weight: 1, arbitrary: fc.constant('drop' as const) },
    { weight: 1, arbitrary: fc.constant('crash' as const) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
      let shard = live();
      let state = emptyState;
      const committed: CountBatch[] = [];
      const log: { s: number; userId: string }[] = [];
      const commit = () => {
        const batch = shard.collector.takeBatch();
        committed.push(batch);
        shard.collector.settle(batch);
        const durable = durableAfter(state, batch);
        state = durable.state;
        return durable.lease;
      };
      let lease = commit();
      const resume = () => {
        shard.stream.startReplay();
        const from = shard.stream.heldSequence ?? 0;
        for (const { s, userId } of log) if (s > from) shard.message({ userId, s });
        shard.sequence = Math.max(shard.sequence, log.at(-1)?.s ?? 0);
        shard.dispatch('RESUMED', {});
        log.push({ s: shard.sequence, userId: '' });
      };
      for (const what of steps) {
        shard.clock.ms += 1_000;
        if (what === 'message') {
          const userId = [ANNA, BERT, CARL][log.length % 3] ?? ANNA;
          shard.message({ userId });
          log.push({ s: shard.sequence, userId });
        } else if (what === 'double') {
          const last = log.at(-1);
          if (last?.userId) shard.message(last);
        } else if (what === 'commit') lease = commit();
        else {
          shard.stream.disconnect();
          const { clock, sequence } = shard;
          if (what === 'crash') shard = new ScriptedShard({ lease, state, clock });
          shard.sequence = sequence;
          resume();
        }
      }
      commit();
      const sent: Record<string, number> = {};
      for (const { userId } of log) if (userId) sent[userId] = (sent[userId] ?? 0) + 1;
      expect(messagesOf(...committed)).toEqual(sent);
    }),
    { numRuns: 150 },
  );
});

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

test('threads are kept with their parents, from wherever they are named', () => {
  const shard = new ScriptedShard();
  shard.ready('a', GUILD);
  const thread = (id: number) => ({ id: `150000000000000000${id}`, guild_id: GUILD, parent_id: ROOM });
  shard.guild(GUILD, { threads: [thread(1), { id: 'nonsense' }] });
  shard.dispatch('THREAD_CREATE', thread(2));
  shard.dispatch('THREAD_UPDATE', thread(3));
  shard.dispatch('THREAD_LIST_SYNC', { guild_id: GUILD, threads: [thread(1), thread(4)] });
  shard.dispatch('THREAD_CREATE', { ...thread(5), guild_id: OTHER_GUILD });
  const threads = shard.collector.takeBatch().threads.map((row) => row.threadId.slice(-1));
  expect(threads).toEqual(['1', '2', '3', '4']);
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

test('who joins and leaves is noted with its time, where the guild is counted, and no bot', () => {
  const shard = live();
  const joinedMs = START_MS + 12_345;
  const joined = (userId: string, more: Record<string, unknown> = {}) => ({
    guild_id: GUILD,
    joined_at: new Date(joinedMs).toISOString(),
    user: { id: userId, ...more },
  });
  shard.dispatch('GUILD_MEMBER_ADD', joined(ANNA));
  shard.dispatch('GUILD_MEMBER_ADD', joined(BERT, { bot: true }));
  shard.dispatch('GUILD_MEMBER_ADD', { ...joined(BERT), guild_id: OTHER_GUILD });
  shard.dispatch('GUILD_MEMBER_ADD', { ...joined(CARL), joined_at: '2015-01-01T00:00:00Z' });
  shard.dispatch('GUILD_MEMBER_REMOVE', { guild_id: GUILD, user: { id: ANNA } });
  shard.dispatch('GUILD_MEMBER_REMOVE', { guild_id: GUILD, user: null });
  const { memberships } = shard.collector.takeBatch();
  expect(memberships.map(({ userId, events }) => [userId, events.map((event) => event.kind)])).toEqual([
    [ANNA, ['join', 'leave']],
    [CARL, ['join']],
  ]);
  expect(memberships[0]?.events[0]?.atMs).toBe(joinedMs);
  expect(memberships[1]?.events[0]?.atMs, 'a time that cannot be is not believed').toBeGreaterThanOrEqual(START_MS);
  expect(shard.collector.takeBatch().memberships).toEqual([]);
});

test('invites that were made and deleted are noted of counted guilds, in order, and nothing of who made them', () => {
  const shard = live();
  const of = (code: unknown, guildId = GUILD) => ({ guild_id: guildId, channel_id: ROOM, code });
  const limits = { max_uses: 3, max_age: 600, created_at: new Date(START_MS).toISOString(), inviter: { id: ANNA } };
  shard.dispatch('INVITE_CREATE', { ...of('Kx3vTq9R'), ...limits });
  shard.dispatch('INVITE_CREATE', { ...of('for-ever'), ...limits, max_age: 0, max_uses: 0 });
  shard.dispatch('INVITE_CREATE', { ...of('elsewhere', OTHER_GUILD), ...limits });
  shard.dispatch('INVITE_CREATE', { ...of('a code'), ...limits });
  shard.dispatch('INVITE_CREATE', { ...of('no-limits'), created_at: limits.created_at });
  shard.dispatch('INVITE_CREATE', { ...of('too-many'), ...limits, max_uses: 2 ** 31 });
  shard.dispatch('INVITE_CREATE', { ...of('no-date'), ...limits, created_at: 'once' });
  shard.dispatch('INVITE_DELETE', of('Kx3vTq9R'));
  shard.dispatch('INVITE_DELETE', of(7));
  const { invites } = shard.collector.takeBatch();
  const created = { kind: 'created', guildId: GUILD, channelId: ROOM, createdMs: START_MS };
  expect(invites).toEqual([
    { ...created, code: 'Kx3vTq9R', maxUses: 3, expiresMs: START_MS + 600_000 },
    { ...created, code: 'for-ever', maxUses: 0, expiresMs: null },
    { kind: 'deleted', guildId: GUILD, code: 'Kx3vTq9R', atMs: expect.any(Number) },
  ]);
  expect(JSON.stringify(invites)).not.toContain(ANNA);
  expect(shard.collector.takeBatch().invites).toEqual([]);
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

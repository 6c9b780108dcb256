import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CountBatch } from '#core/analytics/count-batch.server.ts';
import { ANNA, BERT, CARL, live, ROOM } from './testing/live-shard.ts';
import { durableAfter, emptyState, GUILD, messagesOf, OTHER_GUILD, ScriptedShard } from './testing/scripted-shard.ts';

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

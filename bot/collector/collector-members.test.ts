import { expect, test } from 'vitest';
import { ANNA, BERT, CARL, live, ROOM } from './testing/live-shard.ts';
import { GUILD, OTHER_GUILD, START_MS } from './testing/scripted-shard.ts';

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

import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LedgerCell } from '../ledger/ledger.ts';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import { CHANNEL_TYPE } from '../world/types.ts';

let running: RunningSimulator;

beforeAll(async () => {
  running = await startSimulator({ guilds: 10, eventsPerSecond: 0 });
});
afterAll(() => running.stop());

const get = async (path: string) => (await fetch(`${running.url}/control${path}`)).json();
const post = async (path: string, body: unknown = {}) =>
  (await fetch(`${running.url}/control${path}`, { method: 'POST', body: JSON.stringify(body) })).json();

async function cells(body: unknown): Promise<LedgerCell[]> {
  const answer = await fetch(`${running.url}/control/ledger`, { method: 'POST', body: JSON.stringify(body) });
  const text = await answer.text();
  const lines = text.split('\n').filter((line) => line !== '');
  expect(answer.headers.get('x-ledger-cells')).toBe(String(lines.length));
  return lines.map((line) => JSON.parse(line));
}

test('the past is told day by day, and by the ledger where asked, the hour of the beginning added up', async () => {
  const old = await startSimulator({ guilds: 4, largestGuild: 300, eventsPerSecond: 0, pastDays: 5 });
  const ask = async (path: string) => (await fetch(`${old.url}/control${path}`)).text();
  const lines = (text: string) => text.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
  const guild = old.sim.world.guildAt(0);
  const about = JSON.parse(await ask('/past'));
  expect(about).toEqual({
    fromMs: old.sim.past.fromMs,
    toMs: old.sim.past.toMs,
    fromDay: old.sim.past.fromDay,
    toDay: old.sim.past.fromDay + 5,
  });
  const days = lines(await ask(`/past/days?guildIds=${guild.id}`));
  expect(days.map((one) => one.day)).toEqual([0, 1, 2, 3, 4, 5].map((i) => about.fromDay + i));
  const some = lines(await ask(`/past/days?fromDay=${about.fromDay + 1}&toDay=${about.fromDay + 2}`));
  expect(some).toHaveLength(2 * 4);
  expect(some.filter((one) => one.guildId === guild.id)).toEqual(days.slice(1, 3));

  const channel = guild.channels.find((one) => one.type === CHANNEL_TYPE.text);
  await fetch(`${old.url}/control/messages`, {
    method: 'POST',
    body: JSON.stringify({ channelId: channel?.id, userId: guild.ownerId, count: 3 }),
  });
  const told: LedgerCell[] = lines(await ask(`/ledger?past=1&guildId=${guild.id}`));
  const keys = told.map((one) => `${one.channelId}/${one.userId}/${one.hour}`);
  expect(new Set(keys).size).toBe(keys.length);
  const sum = (cells: readonly LedgerCell[]) => cells.reduce((all, one) => all + one.messages, 0);
  expect(sum(told)).toBe(sum(days.flatMap((one) => one.cells)) + 3);
  const fromMs = (about.fromDay + 3) * 86_400_000;
  const later: LedgerCell[] = lines(await ask(`/ledger?past=1&guildId=${guild.id}&fromMs=${fromMs}`));
  expect(sum(later)).toBe(sum(days.slice(3).flatMap((one) => one.cells)) + 3);
  expect(lines(await ask(`/ledger?guildId=${guild.id}`))).toHaveLength(1);

  const invites: { code: string; uses: number }[] = JSON.parse(await ask(`/guilds/${guild.id}/invites`)).invites;
  const [busiest] = invites.sort((a, b) => b.uses - a.uses);
  const newcomer = { guildId: guild.id, userId: old.sim.world.people.idOf(5_000), action: 'join' };
  await fetch(`${old.url}/control/members`, {
    method: 'POST',
    body: JSON.stringify({ ...newcomer, inviteCode: busiest?.code }),
  });
  const joined = days
    .flatMap((one) => one.memberships)
    .filter((one) => one.kind === 'join')
    .map(({ userId, atMs, inviteCode }) => ({ guildId: guild.id, userId, atMs, inviteCode }));
  const joins: typeof joined = JSON.parse(await ask(`/ledger/joins?past=1&guildId=${guild.id}`));
  expect(joins.slice(0, -1)).toEqual(joined);
  expect(joins.at(-1)).toMatchObject({ userId: newcomer.userId, inviteCode: busiest?.code });
  expect(JSON.parse(await ask(`/ledger/joins?guildId=${guild.id}`))).toEqual(joins.slice(-1));
  for (const { code, uses } of JSON.parse(await ask(`/guilds/${guild.id}/invites`)).invites)
    expect(uses).toBe(joins.filter((one) => one.inviteCode === code).length);
  await old.stop();
});

describe('the control API', () => {
  test('hands out credentials and personas', async () => {
    const answer = await get('/credentials');
    expect(answer).toMatchObject({
      clientId: running.sim.credentials.clientId,
      gatewayUrl: running.sim.gatewayUrl,
      apiUrl: `${running.url}/api`,
    });
    expect(answer.botToken).toContain('not-a-secret');
    expect(Object.keys(answer.personas)).toEqual([
      'owner',
      'manager',
      'member',
      'staff',
      'outsider',
      'admin',
      'suspended',
    ]);
  });

  test('a burst, single acts and the ledger agree', async () => {
    const guild = running.sim.world.guildAt(2);
    const channel = guild.channels.find((one) => one.type === CHANNEL_TYPE.text);
    const room = guild.channels.find((one) => one.type === CHANNEL_TYPE.voice);
    const owner = running.sim.world.people.persona('owner').user.id;
    const member = running.sim.world.people.persona('member').user.id;
    expect(await post('/burst', { events: 5000, noise: 0.1 })).toMatchObject({ events: 5000 });
    const before = (await get('/ledger?totals=1')).messages;
    expect(before).toBe(5000);
    const { ids } = await post('/messages', { channelId: channel?.id, userId: member, count: 3 });
    expect(ids).toHaveLength(3);
    const { id: thread } = await post('/threads', { channelId: channel?.id, userId: member, name: 'A thread' });
    await post('/messages', { channelId: thread, userId: member });
    await post('/voice', { guildId: guild.id, channelId: room?.id, userId: owner });
    await post('/voice', { guildId: guild.id, channelId: room?.id, userId: member, selfMute: true });
    await new Promise((resolve) => setTimeout(resolve, 120));
    await post('/voice', { guildId: guild.id, channelId: null, userId: member });
    const totals = await post('/quiesce');
    expect(totals).toMatchObject({ messages: 5004, uncertainMessages: 0 });
    const mine = (await cells({ guildId: guild.id })).filter((one) => one.userId === member);
    expect(mine.find((one) => one.channelId === thread)).toMatchObject({ parentId: channel?.id, messages: 1 });
    const muted = mine.filter((one) => one.channelId === room?.id).reduce((sum, one) => sum + one.mutedMs, 0);
    expect(muted).toBeGreaterThanOrEqual(100);
    expect(muted).toBeLessThan(8000);
    expect(totals.mutedMs).toBeGreaterThanOrEqual(muted);
    const excluded = [{ fromMs: 0, toMs: Date.now() + 1000 }];
    const none = await cells({ excluded });
    expect(none.reduce((sum, one) => sum + one.messages, 0)).toBe(0);
    expect(none.reduce((sum, one) => sum + one.uncertainMessages, 0)).toBe(5004);
    expect(await get(`/ledger?totals=1&excluded=${encodeURIComponent(JSON.stringify(excluded))}`)).toMatchObject({
      messages: 0,
      activeMs: 0,
    });
  });

  test('traffic, replay, identify, intents and clock can be set', async () => {
    expect(await post('/traffic', { eventsPerSecond: 50, voiceShare: 0.3, authors: 'all' })).toMatchObject({
      running: true,
      eventsPerSecond: 50,
      voiceShare: 0.3,
      authors: 'all',
    });
    expect(await post('/traffic', { running: false })).toMatchObject({ running: false });
    expect(await post('/replay', { ms: 1000, trim: 'acknowledged' })).toEqual({
      ms: 1000,
      events: 2_000_000,
      trim: 'acknowledged',
    });
    expect(await post('/identify', { used: 990, maxConcurrency: 1 })).toMatchObject({
      total: 1000,
      remaining: 10,
      max_concurrency: 1,
    });
    expect(await post('/intents', { granted: 1 << 15 })).toEqual({ granted: 1 << 15 });
    const { nowMs } = await post('/clock', { advanceMs: 3_600_000, speed: 60 });
    expect(nowMs).toBeGreaterThan(Date.now() + 3_500_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await post('/clock', { speed: 1 })).nowMs - nowMs).toBeGreaterThan(2000);
  });

  test('stats and sessions say how it is doing', async () => {
    expect(await get('/stats')).toMatchObject({
      simulated: true,
      guilds: 10,
      connectedShards: [],
      identify: { total: 1000 },
    });
    expect(await get('/sessions')).toEqual([]);
    expect(await get('/guilds')).toHaveLength(10);
    const guild = running.sim.world.guildAt(2);
    expect((await get(`/guilds/${guild.id}/members`)).length).toBe(running.sim.world.memberCount(guild));
  });

  test('bad input is a 400 with words, not a crash', async () => {
    for (const body of ['{', '[]', '{"events":-1}', '{"events":"many"}']) {
      const answer = await fetch(`${running.url}/control/burst`, { method: 'POST', body });
      expect(answer.status).toBe(400);
      expect(typeof (await answer.json()).error).toBe('string');
    }
    expect((await fetch(`${running.url}/control/ledger?excluded=x`)).status).toBe(400);
  });
});

describe('the server', () => {
  test('says on its front page what it is, without a script', async () => {
    const answer = await fetch(running.url);
    const html = await answer.text();
    expect(html).toContain('Simulated Discord');
    expect(html).not.toContain('<script');
    expect(answer.headers.get('x-simulated')).toBe('discord');
  });

  test('answers loopback names only', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(running.url);
      request(
        { host: '127.0.0.1', port, path: '/control/credentials', headers: { host: 'evil.example' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test('serves REST and the sign-in page beside', async () => {
    const { gatewayUrl, credentials } = running.sim;
    const bot = await fetch(`${running.url}/api/v10/gateway/bot`, {
      headers: { authorization: `Bot ${credentials.botToken}` },
    });
    expect(await bot.json()).toMatchObject({ url: gatewayUrl, shards: 8 });
    const page = await fetch(
      `${running.url}/oauth2/authorize?client_id=${credentials.clientId}&response_type=code&scope=identify&redirect_uri=http://127.0.0.1:1/callback`,
    );
    expect(page.status).toBeLessThan(500);
    expect(page.headers.get('content-type')).toContain('text/html');
  });
});

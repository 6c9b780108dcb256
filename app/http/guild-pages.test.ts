import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { sendNews } from '#core/platform/bus.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { applyFault } from '../../simulator/control/apply-fault.ts';
import { Browser } from './testing/browser.ts';
import { type CuttableProxy, createCuttableProxy } from './testing/cuttable-proxy.ts';
import { readEvents } from './testing/event-stream.ts';
import { type PersonaName, personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let proxy: CuttableProxy;
let web: RunningWeb;
let guildId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  proxy = await createCuttableProxy(db.url);
  web = await startWeb(proxy);
  const guilds = web.simulator.sim.world.guilds.filter((guild) => guild.botIn);
  await db.prisma.guild.createMany({ data: guilds.map((guild) => ({ id: BigInt(guild.id) })) });
  guildId = web.simulator.sim.world.guildAt(0).id;
  await grantPremium(
    { db, clock: systemClock },
    { guildId, staffId: personId(web.simulator, 'staff'), reason: 'for this test', endsOn: null },
  );
}, 180_000);
afterEach(() => {
  web.simulator.sim.faults.clear();
  proxy.set('open');
});
afterAll(async () => {
  await web?.stop();
  await proxy?.close();
  await db?.close();
});

async function signedIn(name: PersonaName): Promise<Browser> {
  const browser = new Browser(web);
  const done = await browser.signIn(personId(web.simulator, name));
  expect(done.headers.get('location')).toBe('/guilds');
  return browser;
}

/** Discord's word may be remembered for this long. */
const FORGET_MS = 21_000;
/** Somebody who asks for nothing while others wait: what Discord said of them grows old. */
let silent: { browser: Browser; sinceMs: number } | undefined;

describe('the right to see a guild', () => {
  test.each([
    ['owner', 200],
    ['manager', 200],
    ['member', 403],
    ['staff', 403],
    ['outsider', 404],
    ['admin', 404],
  ] as const)('%s gets %i', async (name, status) => {
    const browser = await signedIn(name);
    for (const path of ['', '/live', '/overview.csv', '/overview.svg?chart=messages'])
      expect([path, (await browser.fetch(`/guilds/${guildId}${path}`, { method: 'HEAD' })).status]).toEqual([
        path,
        status,
      ]);
  });

  test('ends within a minute of the moment Discord takes it, on an open page too', async () => {
    silent = { browser: await signedIn('owner'), sinceMs: Date.now() };
    const browser = await signedIn('manager');
    const live = await browser.get(`/guilds/${guildId}/live`, { accept: 'text/event-stream' });
    expect(live.headers.get('content-type')).toBe('text/event-stream');
    const stream = readEvents(live);
    await vi.waitFor(() => expect(stream.events.length).toBeGreaterThan(0), 10_000);
    const page = await browser.get(`/guilds/${guildId}.data?_routes=routes%2Fguilds.%24guildId._index`, {
      accept: '*/*',
    });
    expect(page.status).toBe(200);

    const revoked = Date.now();
    const { rolesBefore } = applyFault(web.simulator.sim, {
      kind: 'revoke',
      guildId,
      userId: personId(web.simulator, 'manager'),
    });
    const endedAt = await stream.ended;
    expect(endedAt - revoked).toBeLessThan(60_000);
    expect((await browser.get(`/guilds/${guildId}`)).status).toBe(403);
    expect((await browser.get(`/guilds/${guildId}/live`, { accept: 'text/event-stream' })).status).toBe(403);
    applyFault(web.simulator.sim, {
      kind: 'restore',
      guildId,
      userId: personId(web.simulator, 'manager'),
      roles: rolesBefore as string[],
    });
  }, 90_000);

  test('is closed while Discord cannot be asked, with words for it', async () => {
    const { browser, sinceMs } = silent ?? { browser: await signedIn('owner'), sinceMs: Date.now() };
    await sleep(Math.max(0, sinceMs + FORGET_MS - Date.now()));
    applyFault(web.simulator.sim, { kind: 'server-error', status: 503, share: 1, pathPrefix: '' });
    const page = await browser.get(`/guilds/${guildId}`);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('Discord does not answer');
    web.simulator.sim.faults.clear();
    expect((await browser.get(`/guilds/${guildId}`)).status).toBe(200);
  }, 60_000);
});

describe('the live stream', () => {
  test('sends what the page shows, again when the bot committed, and at most once a second', async () => {
    const browser = await signedIn('owner');
    const stream = readEvents(await browser.get(`/guilds/${guildId}/live`, { accept: 'text/event-stream' }));
    await vi.waitFor(() => expect(stream.events).toHaveLength(1), 5_000);
    const csv = await browser.get(`/guilds/${guildId}/overview.csv`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(stream.events[0]).toMatchObject({ guild: { id: guildId }, premium: true, names: 'known' });
    for (let burst = 0; burst < 10; burst += 1) {
      await sendNews(db.pool, { type: 'counted', clusterId: 0, guildIds: burst % 2 ? [guildId] : null });
      await sleep(200);
    }
    await sleep(1_500);
    expect(stream.events.length).toBeGreaterThanOrEqual(3);
    expect(stream.events.length).toBeLessThanOrEqual(5);
    await sendNews(db.pool, { type: 'counted', clusterId: 0, guildIds: ['1'] });
    const before = stream.events.length;
    await sleep(1_500);
    expect(stream.events).toHaveLength(before);
    await stream.close();
  });

  test('ends at once when the person signs out everywhere', async () => {
    const browser = await signedIn('owner');
    const other = await signedIn('owner');
    const stream = readEvents(await browser.get(`/guilds/${guildId}/live`, { accept: 'text/event-stream' }));
    await vi.waitFor(() => expect(stream.events).toHaveLength(1), 5_000);
    const from = Date.now();
    await other.post('/auth/sign-out-everywhere');
    expect((await stream.ended) - from).toBeLessThan(3_000);
    expect((await browser.get(`/guilds/${guildId}/live`, { accept: 'text/event-stream' })).status).toBe(401);
  });

  test('is not more than twenty of one account', async () => {
    const browser = await signedIn('owner');
    const streams = [];
    for (let open = 0; open < 20; open += 1)
      streams.push(readEvents(await browser.get(`/guilds/${guildId}/live`, { accept: 'text/event-stream' })));
    expect((await browser.get(`/guilds/${guildId}/live`, { accept: 'text/event-stream' })).status).toBe(429);
    await Promise.all(streams.map((stream) => stream.close()));
    await vi.waitFor(
      async () => expect((await browser.fetch(`/guilds/${guildId}/live`, { method: 'HEAD' })).status).toBe(200),
      5_000,
    );
  });
});

describe('a database that is away', () => {
  test.each(['cut', 'hang'] as const)(
    '(%s) gives a plain page within 2 s, and the pages come back by themselves',
    async (how) => {
      const browser = await signedIn('owner');
      const visitor = new Browser(web);
      expect((await browser.get(`/guilds/${guildId}`)).status).toBe(200);
      proxy.set(how);
      const isPlain = async (who: Browser, path: string) => {
        const from = Date.now();
        const response = await who.get(path);
        expect([path, response.status]).toEqual([path, 503]);
        expect(response.headers.get('retry-after')).toBe('5');
        const text = await response.text();
        expect(text).toContain('Back in a moment');
        expect(text).not.toContain('<script');
        expect(Date.now() - from).toBeLessThan(2_000);
      };
      await isPlain(browser, `/guilds/${guildId}`);
      await Promise.all([
        isPlain(browser, '/guilds'),
        isPlain(visitor, '/'),
        isPlain(visitor, '/nowhere'),
        isPlain(browser, `/guilds/${guildId}/live`),
      ]);
      const ready = await visitor.get('/readyz');
      expect([ready.status, await ready.json()]).toEqual([
        503,
        { ready: false, reasons: ['The database cannot be reached.'] },
      ]);
      expect((await visitor.get('/healthz')).status).toBe(200);
      proxy.set('open');
      await vi.waitFor(async () => expect((await browser.get(`/guilds/${guildId}`)).status).toBe(200), {
        timeout: 10_000,
        interval: 250,
      });
      expect((await visitor.get('/readyz')).status).toBe(200);
    },
    60_000,
  );
});

test('a page lists the channels in which most happened, and every channel and thread where that is asked', async () => {
  // Yesterday is a whole day of its own in no time zone but UTC's.
  const day = Math.floor(Date.now() / 86_400_000) - 2;
  const none = { activeMs: 0n, mutedMs: 0n, deafenedMs: 0n, aloneMs: 0n, voiceUsers: 0, posters: 1 };
  const left = { leftFirstDay: 0, leftFirstWeek: 0, leftFirstMonth: 0, leftLater: 0, leftUnknown: 0 };
  await db.prisma.guildDay.create({
    data: {
      ...{ ...none, ...left, guildId: BigInt(guildId), day, timeZone: 'UTC', messages: 820, active: 1, joins: 0 },
      ...{ observedMessages: 1, observedVoice: 1 },
    },
  });
  // Ids that Discord does not know: former channels, the busiest of them with twelve threads.
  const former = Array.from({ length: 40 }, (_, index) => ({ channelId: BigInt(1_000 + index), messages: 40 - index }));
  const threads = Array.from({ length: 12 }, (_, index) => ({
    ...{ channelId: BigInt(2_000 + index), parentId: 1_000n, messages: 1 },
  }));
  await db.prisma.channelDay.createMany({
    data: [...former, ...threads].map((one) => ({ ...none, ...one, guildId: BigInt(guildId), day })),
  });
  const browser = await signedIn('owner');
  const listed = async (address: string) => {
    const html = await (await browser.get(`/guilds/${guildId}/${address}`)).text();
    const named = (id: number) => html.includes(`Channel ${id}<`) || html.includes(`Archived thread ${id}<`);
    return {
      channels: former.filter(({ channelId }) => named(Number(channelId))).length,
      threads: threads.filter(({ channelId }) => named(Number(channelId))).length,
      words: html.replaceAll(/<!--.*?-->/g, ''),
    };
  };
  const some = await listed('messages?days=7');
  expect([some.channels, some.threads]).toEqual([20, 10]);
  for (const words of ['40 former channels', '12 threads', 'All channels, with the other 20', 'All threads'])
    expect(some.words).toContain(words);
  expect(some.words).toContain(`href="/guilds/${guildId}/messages?days=7&amp;channels=all#channels"`);
  const all = await listed('messages?days=7&channels=all');
  expect([all.channels, all.threads]).toEqual([40, 12]);
  expect(all.words).not.toContain('All channels');
});

test('readiness tells of an open alert', async () => {
  const visitor = new Browser(web);
  const { id } = await db.prisma.alert.create({ data: { kind: 'cluster-failing', scope: 'cluster 1', detail: 'x' } });
  expect(await (await visitor.get('/readyz')).json()).toEqual({
    ready: false,
    reasons: ['Alert cluster-failing (cluster 1).'],
  });
  await db.prisma.alert.update({ where: { id }, data: { closedAt: new Date() } });
  expect(await (await visitor.get('/readyz')).json()).toEqual({ ready: true, reasons: [] });
});

test('metrics are for this machine, and label routes by pattern', async () => {
  const browser = await signedIn('owner');
  await browser.get(`/guilds/${guildId}`);
  const text = await (await browser.get('/metrics')).text();
  expect(text).toContain('route="/guilds/:guildId"');
  expect(text).not.toContain(guildId);
  expect(text).toContain('procord_bot_identifies_24h 0');
  expect((await browser.get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
});

import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import { Browser } from './testing/browser.ts';
import { readEvents } from './testing/event-stream.ts';
import { personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let simulator: RunningSimulator;
const running: RunningWeb[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  simulator = await startSimulator({ guilds: 10, largestGuild: 1_000, eventsPerSecond: 0 });
  await db.prisma.guild.create({ data: { id: BigInt(simulator.sim.world.guildAt(0).id) } });
});
afterEach(async () => {
  for (const web of running.splice(0)) await web.stop();
});
afterAll(async () => {
  await simulator?.stop();
  await db?.close();
});

async function start(env: Record<string, string> = {}): Promise<RunningWeb> {
  const web = await startWeb(db, { simulator, env });
  running.push(web);
  return web;
}

test('over https the cookie is bound to the host and the browser is told to stay with https', async () => {
  const origin = 'https://procord.example';
  const web = await start({ PROCORD_ORIGIN: origin });
  const begun = await fetch(`${web.origin}/auth/discord`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams(),
    redirect: 'manual',
  });
  expect(begun.headers.get('set-cookie')).toMatch(
    /^__Host-procord=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/,
  );
  expect(new URL(begun.headers.get('location') ?? '').searchParams.get('redirect_uri')).toBe(
    `${origin}/auth/discord/callback`,
  );
  const page = await fetch(web.origin, { headers: { accept: 'text/html' } });
  expect(page.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
});

describe('one of them', () => {
  let web: RunningWeb;
  beforeAll(async () => {
    web = await startWeb(db, { simulator, env: { METRICS_TOKEN: 'a token of metrics' } });
  }, 180_000);
  afterAll(() => web?.stop());

  test('another name of this machine leads to the own one; a name that is no business of ours does not', async () => {
    const port = new URL(web.origin).port;
    const elsewhere = await fetch(`http://127.0.0.1:${port}/guilds?q=a`, { redirect: 'manual' });
    expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([308, `${web.origin}/guilds?q=a`]);
    expect(elsewhere.headers.get('strict-transport-security')).toBe(null);
  });

  test('what a page without forms asks for is light, and has no schemas in it', async () => {
    const page = await (await fetch(web.origin, { headers: { accept: 'text/html' } })).text();
    const files = [...new Set(page.match(/\/assets\/[\w.$-]+\.js/g))];
    expect(files.length).toBeGreaterThan(5);
    expect(files.length).toBeLessThan(25);
    const sent = await Promise.all(
      files.map(async (file) => {
        const answer = await fetch(`${web.origin}${file}`, { headers: { 'accept-encoding': 'br' } });
        return { bytes: Number(answer.headers.get('content-length')), text: await answer.text() };
      }),
    );
    expect(sent.every(({ bytes }) => bytes > 0)).toBe(true);
    expect(sent.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(190_000);
    expect(sent.filter(({ text }) => text.includes('ZodError'))).toEqual([]);
  });

  test('files of the build are kept for ever and come compressed; one that is gone is not found', async () => {
    const file = readdirSync(path.resolve('build/remix/client/assets')).find((name) =>
      /^entry\.client.*\.js$/.test(name),
    );
    for (const [encoding, sent] of [
      ['br', 'br'],
      ['gzip', 'gzip'],
      ['identity', null],
    ] as const) {
      const asset = await fetch(`${web.origin}/assets/${file}`, { headers: { 'accept-encoding': encoding } });
      expect([asset.status, asset.headers.get('content-encoding')]).toEqual([200, sent]);
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(asset.headers.get('content-type')).toContain('javascript');
    }
    const gone = await fetch(`${web.origin}/assets/gone.js`);
    expect([gone.status, gone.headers.get('cache-control')]).toEqual([404, null]);
    expect((await fetch(`${web.origin}/assets/..%2f..%2fserver/index.js`)).status).toBe(404);
  });

  test('metrics with a token are for whoever has it', async () => {
    const ask = async (authorization?: string) =>
      (await fetch(`${web.origin}/metrics`, { headers: authorization ? { authorization } : {} })).status;
    expect([await ask(), await ask('Bearer wrong'), await ask('Bearer a token of metrics')]).toEqual([403, 403, 200]);
  });
});

test('SIGTERM ends it cleanly though a stream is open, and the end of its parent does too', async () => {
  for (const how of ['SIGTERM', 'parent'] as const) {
    const web = await start();
    const browser = new Browser(web);
    await browser.signIn(personId(simulator, 'owner'));
    const address = `/guilds/${simulator.sim.world.guildAt(0).id}/live`;
    const stream = readEvents(await browser.get(address, { accept: 'text/event-stream' }));
    await vi.waitFor(() => expect(stream.events).toHaveLength(1), 5_000);
    const from = Date.now();
    const ended = once(web.child, 'exit');
    if (how === 'SIGTERM') web.child.kill('SIGTERM');
    else web.child.disconnect();
    expect(await ended).toEqual([0, null]);
    expect(Date.now() - from).toBeLessThan(4_000);
    await stream.ended;
  }
});

test('a port that is taken ends it with a sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(start({ PORT: String(port) })).rejects.toThrow(`cannot listen on 127.0.0.1:${port}`);
  other.close();
});

test('preferences stay with the browser, and with the account once there is one', async () => {
  const web = await start();
  const browser = new Browser(web);
  const lookOf = async (who: Browser) =>
    /<html[^>]*data-theme="(\w+)"/.exec(await (await who.get('/privacy')).text())?.[1];
  expect(await lookOf(browser)).toBe(undefined);
  const answer = await browser.post('/preferences', { theme: 'dark', redirectTo: '/privacy' });
  expect(answer.headers.get('location')).toBe('/privacy');
  expect(await lookOf(browser)).toBe('dark');

  const signedIn = new Browser(web);
  await signedIn.signIn(personId(simulator, 'manager'));
  await signedIn.post('/preferences', { theme: 'light' });
  const elsewhere = new Browser(web);
  await elsewhere.signIn(personId(simulator, 'manager'));
  expect(await lookOf(elsewhere)).toBe('light');
  await elsewhere.post('/preferences', { theme: 'system' });
  expect(await lookOf(elsewhere)).toBe(undefined);

  for (const wrong of [{ theme: 'blue' }, { locale: 'xx' }, { locale: 'en-XA' }])
    expect((await browser.post('/preferences', wrong)).status).toBe(400);
  expect(await lookOf(browser)).toBe('dark');
});

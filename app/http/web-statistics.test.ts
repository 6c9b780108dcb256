import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { Browser } from './testing/browser.ts';
import { type CountingServer, startCountingServer } from './testing/counting-server.ts';
import { personId, type RunningWeb, startWeb } from './testing/running-web.ts';

const WEBSITE = '3f2c1f0e-8a55-4f0e-9f5b-0a4f6f1c2d3e';
const guildId = '118000000000000001';

let db: WholeDatabase;
let web: RunningWeb;
let counter: CountingServer;

beforeAll(async () => {
  db = await createTestDatabase();
  counter = await startCountingServer();
  web = await startWeb(db, { env: { UMAMI_URL: counter.url, UMAMI_WEBSITE_ID: WEBSITE } });
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await counter?.close();
  await db?.close();
});
beforeEach(() => {
  counter.arrived.length = 0;
});

/** A visit, as the script of a page or a curious program sends it. */
const visit = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${web.origin}/visits`, { method: 'POST', body, headers: { origin: web.origin, ...headers } });

/** Everything that a browser and the proxies on its way say of a person. */
const telling = (address: string, browser: string) => ({
  cookie: 'procord=abc; _ga=GA1.2.3',
  referer: `https://search.example/?q=${browser}`,
  'user-agent': `Mozilla/5.0 (X11; ${browser}) Gecko/20100101`,
  'accept-language': 'de-CH,fr;q=0.7',
  'x-forwarded-for': address,
  'x-real-ip': address,
  forwarded: `for=${address}`,
  'cf-connecting-ip': address,
  'sec-ch-ua-platform': browser,
});

test('nothing of the visitor arrives: which kind of page, and one of two names of a browser', async () => {
  const address = `/guilds/${guildId}/overview?from=2026-01-01&gclid=click1&fbclid=click2&email=a@b.example#part`;
  const answered = await visit(address, telling('203.0.113.7', 'Linux x86_64'));
  expect([answered.status, answered.headers.getSetCookie(), await answered.text()]).toEqual([204, [], '']);
  expect(counter.arrived).toHaveLength(1);
  const [told] = counter.arrived;
  expect([told?.method, told?.path]).toEqual(['POST', '/api/send']);
  expect(JSON.parse(told?.body ?? '')).toEqual({
    type: 'event',
    payload: { website: WEBSITE, hostname: 'localhost', url: '/guilds/:guildId/overview' },
  });
  expect(Object.keys(told?.headers ?? {}).sort()).toEqual(
    [
      'accept',
      'accept-encoding',
      'accept-language',
      'connection',
      'content-length',
      'content-type',
      'host',
      'sec-fetch-mode',
      'user-agent',
    ].sort(),
  );
  expect(told?.headers['accept-language']).toBe('*');
  const said = JSON.stringify(told);
  for (const trace of [
    guildId,
    'gclid',
    'click',
    'email',
    '203.0.113.7',
    'search.example',
    'x86_64 Gecko',
    'de-CH',
    '_ga',
  ])
    expect(said, trace).not.toContain(trace);
});

test('two days of one person cannot be told from two people', async () => {
  await visit('/privacy?utm_id=1', telling('203.0.113.7', 'Linux'));
  await visit('/privacy?utm_id=2', telling('203.0.113.7', 'Linux'));
  await visit('/privacy', telling('198.51.100.9', 'Windows'));
  const [monday, tuesday, somebodyElse] = counter.arrived;
  expect(monday).toBeDefined();
  expect(tuesday).toEqual(monday);
  expect(somebodyElse).toEqual(monday);
});

test('whoever asks not to be tracked is not counted, nor is what is no page or comes from elsewhere', async () => {
  await visit('/privacy', { dnt: '1' });
  await visit('/privacy', { 'sec-gpc': '1' });
  for (const body of ['/no/such/page', '/auth/discord', 'https://elsewhere.example/', '//privacy', '%', ''])
    await visit(body);
  expect((await visit('/privacy', { origin: 'https://elsewhere.example' })).status).toBe(403);
  expect(counter.arrived).toEqual([]);
  await visit('/privacy');
  expect(counter.arrived).toHaveLength(1);
});

test('pages say to the script whether to tell, and load nothing from another host', async () => {
  const browser = new Browser(web);
  await browser.signIn(personId(web.simulator, 'owner'));
  for (const [headers, counted] of [
    [{}, true],
    [{ dnt: '1' }, false],
    [{ 'sec-gpc': '1' }, false],
  ] as const) {
    const page = await browser.get('/privacy', headers);
    expect((await page.text()).includes('countVisits\\",true')).toBe(counted);
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self';");
  }
});

test('a counter that is away changes nothing for the visitor', async () => {
  await counter.close();
  expect(await visit('/privacy').then((answer) => answer.status)).toBe(204);
});

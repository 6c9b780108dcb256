import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '#core/platform/crypto.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { Browser } from './testing/browser.ts';
import { personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let web: RunningWeb;

beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db);
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await db?.close();
});

const owner = () => personId(web.simulator, 'owner');

describe('signing in', () => {
  test('leads through Discord to the page that was asked for, under a new session id', async () => {
    const browser = new Browser(web);
    const asked = await browser.get('/guilds?q=a');
    expect(asked.status).toBe(302);
    expect(asked.headers.get('location')).toBe('/?redirectTo=%2Fguilds%3Fq%3Da');

    const begun = await browser.post('/auth/discord', { redirectTo: '/guilds?q=a' });
    const url = new URL(begun.headers.get('location') ?? '');
    expect(url.searchParams.get('scope')).toBe('identify guilds');
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.searchParams.get('redirect_uri')).toBe(`${web.origin}/auth/discord/callback`);
    const before = browser.cookie;
    const back = await browser.authorize(url.href, { user: owner() });
    expect((await browser.get(back)).headers.get('location')).toBe('/auth/welcome');
    const done = await browser.post('/auth/welcome', { country: 'elsewhere', oldEnough: 'yes' });
    expect(done.headers.get('location')).toBe('/guilds?q=a');
    expect(browser.cookie).not.toBe(before);
    const cookie = done.headers.getSetCookie().join();
    expect(cookie).toMatch(/^procord=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);

    const page = await browser.get('/guilds');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(
      web.simulator.sim.world.guildAt(0).name.replaceAll('&', '&amp;').replaceAll("'", '&#x27;'),
    );
  });

  test('keeps only a hash of the session id, and the tokens sealed', async () => {
    const browser = new Browser(web);
    await browser.signIn(personId(web.simulator, 'manager'));
    const rows = await db.prisma.session.findMany({ where: { accountId: BigInt(personId(web.simulator, 'manager')) } });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.idHash).toHaveLength(32);
    const sealed = Buffer.from(rows[0]?.accessTokenSealed ?? []);
    expect(web.simulator.sim.credentials.clientSecret.length).toBeGreaterThan(0);
    expect(sealed[0]).toBe(1);
    expect(sealed.toString('latin1')).not.toMatch(/^[\w-]+$/);
    expect(sha256('x')).toHaveLength(32);
  });

  test('an answer that belongs to another browser changes nothing', async () => {
    const attacker = new Browser(web);
    const begun = await attacker.post('/auth/discord');
    const back = await attacker.authorize(begun.headers.get('location') ?? '', { user: owner() });
    const victim = new Browser(web);
    const answered = await victim.get(back);
    expect(answered.headers.get('location')).toBe('/?problem=expired');
    expect((await victim.get('/guilds')).status).toBe(302);
  });

  test('an answer works once', async () => {
    const browser = new Browser(web);
    const begun = await browser.post('/auth/discord');
    const back = await browser.authorize(begun.headers.get('location') ?? '', { user: owner() });
    const twin = browser.copy();
    expect((await browser.get(back)).headers.get('location')).toBe('/guilds');
    expect((await twin.get(back)).headers.get('location')).toBe('/?problem=expired');
  });

  test('a refusal at Discord is met kindly', async () => {
    const browser = new Browser(web);
    const begun = await browser.post('/auth/discord');
    const back = await browser.authorize(begun.headers.get('location') ?? '', { decision: 'cancel' });
    const answered = await browser.get(back);
    expect(answered.headers.get('location')).toBe('/?problem=access_denied');
    const page = await browser.get('/?problem=access_denied');
    expect(await page.text()).toContain('Nothing was stored.');
  });

  test.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/auth/sign-out',
    'javascript:alert(1)',
    '/a\u0000b',
  ])('never leads on to %j', async (redirectTo) => {
    const done = await new Browser(web).signIn(owner(), redirectTo);
    expect(done.headers.get('location')).toBe('/guilds');
  });
});

describe('signing out', () => {
  test('ends this session and no other, and leaves the other its token', async () => {
    const one = new Browser(web);
    const two = new Browser(web);
    await one.signIn(owner());
    await two.signIn(owner());
    const stolen = one.copy();
    expect((await one.post('/auth/sign-out')).headers.get('location')).toBe('/?done=signed-out');
    expect((await stolen.get('/guilds')).status).toBe(302);
    expect((await two.get('/guilds')).status).toBe(200);
  });

  test('everywhere ends them all at once', async () => {
    const browsers = [new Browser(web), new Browser(web), new Browser(web)];
    for (const browser of browsers) await browser.signIn(owner());
    await browsers[0]?.post('/auth/sign-out-everywhere');
    for (const browser of browsers) expect((await browser.get('/guilds')).status).toBe(302);
    expect(await db.prisma.session.count({ where: { accountId: BigInt(owner()) } })).toBe(0);
  });
});

describe('a request that changes something', () => {
  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://localhost:1' }],
  ])('is refused from %s', async (_name, headers) => {
    const browser = new Browser(web);
    await browser.signIn(owner());
    for (const path of ['/auth/sign-out', '/preferences', '/auth/sign-out.data', '/guilds', '/nowhere', '/healthz']) {
      const refused = await browser.post(path, {}, headers);
      expect([path, refused.status]).toEqual([path, path === '/healthz' ? 403 : 403]);
    }
    expect((await browser.get('/guilds')).status).toBe(200);
  });

  test('is refused where nothing says where it comes from', async () => {
    const response = await fetch(`${web.origin}/auth/sign-out`, { method: 'POST', redirect: 'manual' });
    expect(response.status).toBe(403);
  });
});

test('every response carries the strict policy and nothing of the address asked for', async () => {
  const response = await new Browser(web).get('/', { 'x-forwarded-host': 'evil.example' });
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`form-action 'self' ${web.simulator.url}`);
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  const text = await response.text();
  expect(text).not.toContain('evil.example');
  for (const [, attributes = ''] of text.matchAll(/<script([^>]*)>/g)) expect(attributes).toContain(`nonce="${nonce}"`);
  expect(text).not.toMatch(/ style="/);
  await new Browser(web).get('/guilds?secret=42');
  expect(web.lines.join('\n')).not.toMatch(/secret=42|127\.0\.0\.1|::1/);
});

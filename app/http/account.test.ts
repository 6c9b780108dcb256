import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { Browser } from './testing/browser.ts';
import { type PersonaName, personId, type RunningWeb, startWeb } from './testing/running-web.ts';

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

async function signedIn(name: PersonaName): Promise<Browser> {
  const browser = new Browser(web);
  await browser.signIn(personId(web.simulator, name));
  return browser;
}

const page = async (browser: Browser, path = '/account') => (await browser.get(path)).text();
/** What the page names each other session by. */
const refs = (html: string) => [...html.matchAll(/name="ref" value="([0-9a-f]{64})"/g)].map(([, ref]) => ref ?? '');

test('the page says who one is, and where one is signed in, this browser first', async () => {
  const [one, two] = [await signedIn('owner'), await signedIn('owner')];
  const html = await page(one);
  expect(html).toContain(personId(web.simulator, 'owner'));
  expect(html.indexOf('This browser')).toBeLessThan(html.indexOf('Another browser'));
  expect(refs(html)).toHaveLength(1);
  expect(refs(await page(two))).not.toEqual(refs(html));
});

test('one session ends, then all others, and never this one or anybody else’s', async () => {
  const [one, two, three] = [await signedIn('manager'), await signedIn('manager'), await signedIn('manager')];
  const stranger = await signedIn('outsider');
  const [ref = ''] = refs(await page(one));
  expect((await stranger.post('/account', { intent: 'end-session', ref })).status).toBe(302);
  expect(await db.prisma.session.count({ where: { accountId: BigInt(personId(web.simulator, 'manager')) } })).toBe(3);
  expect((await one.post('/account', { intent: 'end-session', ref })).headers.get('location')).toBe(
    '/account?done=session-ended',
  );
  expect(refs(await page(one))).toHaveLength(1);
  expect((await one.post('/account', { intent: 'end-others' })).headers.get('location')).toBe(
    '/account?done=others-ended',
  );
  const left = await Promise.all([one, two, three, stranger].map(async (who) => (await who.get('/account')).status));
  expect(left).toEqual([200, 302, 302, 200]);
});

test('language and appearance are kept with the account', async () => {
  const browser = await signedIn('member');
  const sent = { locale: 'en', theme: 'dark', redirectTo: '/account?done=preferences' };
  expect((await browser.post('/preferences', sent)).headers.get('location')).toBe('/account?done=preferences');
  const html = await page(await signedIn('member'), '/account?done=preferences');
  expect(html).toContain('Your choice is saved.');
  expect(html).toMatch(/<option value="en"[^>]* selected=""/);
  expect(html).toContain('data-theme="dark"');
});

test('deleting the account needs its name, takes what was said, and leaves the record of it', async () => {
  const [one, two] = [await signedIn('admin'), await signedIn('admin')];
  const id = BigInt(personId(web.simulator, 'admin'));
  const { username } = await db.prisma.account.findUniqueOrThrow({ where: { id } });
  expect(await page(one, '/account')).toContain('href="/privacy/me/erase"');
  const mistyped = await one.post('/account', { intent: 'delete', username: `${username}x` });
  expect([mistyped.status, (await mistyped.text()).includes('Nothing was deleted')]).toEqual([400, true]);
  expect(await db.prisma.account.count({ where: { id } })).toBe(1);
  const gone = await one.post('/account', { intent: 'delete', username });
  expect(gone.headers.get('location')).toBe('/?done=account-deleted');
  expect(await page(one, '/?done=account-deleted')).toContain('Your account is deleted.');
  expect((await two.get('/account')).status).toBe(302);
  expect(await db.prisma.account.count({ where: { id } })).toBe(0);
  expect(await db.prisma.session.count({ where: { accountId: id } })).toBe(0);
  expect(await db.prisma.auditEvent.findMany({ where: { subjectId: id } })).toMatchObject([
    { action: 'account.deleted', actorKind: 'person', actorId: id },
  ]);
});

test('a form that is none of these changes nothing', async () => {
  const browser = await signedIn('owner');
  for (const fields of [{}, { intent: 'delete' }, { intent: 'end-session', ref: 'x' }, { intent: 'other' }])
    expect((await browser.post('/account', fields as Record<string, string>)).status).toBe(400);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountProbes } from '#core/accounts/promises.server.ts';
import { probeSettings } from '#core/accounts/testing/probe-settings.ts';
import { heldCounts } from '#core/analytics/held.server.ts';
import { consentProbes } from '#core/consent/promises.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { readHeld } from '#core/privacy/read-held.server.ts';
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

const idOf = (name: PersonaName) => personId(web.simulator, name);
const yes = { country: 'DE', oldEnough: 'yes' };
const look = (promise: string) =>
  consentProbes(db)
    .find((probe) => probe.promise === promise)
    ?.look();

/** Tables that hold anything about a person, by the registry's own paths. */
async function tablesAbout(name: PersonaName): Promise<string[]> {
  const held = await readHeld(db, { personId: idOf(name) }, heldCounts);
  return held.filter(({ rows }) => rows.length > 0).map(({ table }) => table);
}

test('nothing about a person is written before they were told, and their answers are written with the account', async () => {
  const browser = new Browser(web);
  const come = await browser.comeFromDiscord(idOf('owner'), '/guilds?q=a');
  expect(come.headers.get('location')).toBe('/auth/welcome');
  const page = await (await browser.get('/auth/welcome', { 'accept-language': 'en-GB' })).text();
  for (const words of [
    'Nothing about you is stored yet',
    'How long',
    'Your rights',
    'href="/privacy"',
    'Germany: 16 years',
  ])
    expect(page).toContain(words);
  expect(page, 'nothing is chosen beforehand').not.toMatch(/checked|selected=""[^>]*value="[A-Z]/);
  expect((await browser.get('/guilds')).headers.get('location'), 'not signed in').toMatch(/^\/\?redirectTo/);
  expect(await tablesAbout('owner')).toEqual([]);

  for (const missing of [{}, { country: 'DE' }, { oldEnough: 'yes' }, { country: 'XX', oldEnough: 'yes' }]) {
    const refused = await browser.post('/auth/welcome', missing);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('Please answer');
  }
  expect(await tablesAbout('owner')).toEqual([]);

  const done = await browser.post('/auth/welcome', yes);
  expect(done.headers.get('location')).toBe('/guilds?q=a');
  expect(await tablesAbout('owner')).toEqual([
    'public.account',
    'public.session',
    'public.consent_event',
    'public.notice_receipt',
  ]);
  expect(await db.prisma.noticeReceipt.findMany()).toMatchObject([
    { userId: BigInt(idOf('owner')), version: 1, locale: 'en', surface: 'welcome', atLeast: 16 },
  ]);
  expect(await db.prisma.consentEvent.findMany(), 'what was not ticked was refused').toMatchObject([
    { purpose: 'mail', outcome: 'refused', surface: 'welcome' },
  ]);
  expect((await browser.get('/guilds')).status).toBe(200);
  expect(await look('P13')).toMatchObject({ state: 'kept', facts: { receipts: 1, untold: 0 } });
});

test('what is ticked is a consent, shown and taken back where one looks for it', async () => {
  const browser = new Browser(web);
  await browser.comeFromDiscord(idOf('manager'));
  await browser.post('/auth/welcome', { ...yes, mail: 'yes' });
  expect(await (await browser.get('/privacy/consents')).text()).toContain('You allowed this.');
  await browser.post('/privacy/consents', { purpose: 'mail', intent: 'withdraw' });
  const page = await (await browser.get('/privacy/consents')).text();
  for (const words of ['You took this back.', 'When you first signed in', 'This page']) expect(page).toContain(words);
});

test('an old account meets a new notice once, and comes to where it was going', async () => {
  const id = BigInt(idOf('staff'));
  await db.prisma.account.create({ data: { id, username: 'old', createdAt: new Date(0) } });
  const browser = new Browser(web);
  const come = await browser.comeFromDiscord(idOf('staff'), '/operator');
  expect(come.headers.get('location')).toBe('/operator');
  expect((await browser.get('/operator')).headers.get('location')).toBe('/auth/welcome?redirectTo=%2Foperator');
  expect(await (await browser.get('/auth/welcome?redirectTo=%2Foperator')).text()).toContain('has changed');
  const done = await browser.post('/auth/welcome', { ...yes, redirectTo: '/operator' });
  expect(done.headers.get('location')).toBe('/operator');
  expect((await browser.get('/operator')).status).toBe(200);
  expect((await browser.get('/auth/welcome')).headers.get('location')).toBe('/guilds');
  expect(await look('P13')).toMatchObject({ state: 'kept' });
});

test('somebody who cancels leaves nothing behind, here or at Discord', async () => {
  const browser = new Browser(web);
  await browser.comeFromDiscord(idOf('outsider'));
  await browser.post('/auth/sign-out');
  expect(browser.cookie).toBe('');
  expect(await tablesAbout('outsider')).toEqual([]);
  expect((await browser.post('/auth/welcome', yes)).headers.get('location')).toBe('/?problem=expired');
});

test('somebody who is too young leaves a count and nothing else; an account is closed', async () => {
  const browser = new Browser(web);
  await browser.comeFromDiscord(idOf('member'));
  const away = await browser.post('/auth/welcome', { country: 'DE', oldEnough: 'no' });
  expect(away.headers.get('location')).toBe('/auth/too-young');
  expect(browser.cookie).toBe('');
  expect(await tablesAbout('member')).toEqual([]);
  expect(await (await browser.get('/auth/too-young')).text()).toContain('Thank you for your honest answer');

  await db.prisma.account.create({ data: { id: BigInt(idOf('admin')), username: 'old', createdAt: new Date(0) } });
  const known = new Browser(web);
  await known.comeFromDiscord(idOf('admin'));
  await known.post('/auth/welcome', { country: 'DE', oldEnough: 'no' });
  expect((await known.get('/guilds')).status).toBe(302);
  expect(await db.prisma.session.count({ where: { accountId: BigInt(idOf('admin')) } })).toBe(0);
  expect((await known.signIn(idOf('admin'))).headers.get('location')).toBe('/guilds');
  expect((await known.get('/guilds')).status, 'closed').toBe(403);
  expect(await look('P49')).toMatchObject({ state: 'kept', facts: { refusals: 2, tooYoung: 0 } });
  expect(await accountProbes({ db, clock: systemClock, ...probeSettings })[0]?.look()).toMatchObject({ state: 'kept' });
});

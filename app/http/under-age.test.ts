import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveRole } from '#core/accounts/give-role.server.ts';
import type { StaffRole } from '#core/accounts/rules/staff.ts';
import { setObjection } from '#core/analytics/set-objection.server.ts';
import { eraseDeps } from '#core/personal-data.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createSigner } from '#core/platform/signing.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { runRequests } from '#core/privacy/run-requests.server.ts';
import { supportProbes } from '#core/support/promises.server.ts';
import { Browser } from './testing/browser.ts';
import { type PersonaName, personId, type RunningWeb, startWeb } from './testing/running-web.ts';

/** As the web process is started with. */
const secrets = ['a secret that only this test knows, long enough'];
let db: WholeDatabase;
let own: WholeDatabase;
let web: RunningWeb;
let home: string;
beforeAll(async () => {
  db = await createTestDatabase();
  own = openWholeDatabase(db.url, { secrets });
  home = await mkdtemp(path.join(os.tmpdir(), 'procord-under-age-'));
  web = await startWeb(db, { env: { PROCORD_HOME: home } });
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await own?.close();
  await db?.close();
  await rm(home, { recursive: true, force: true });
});

const idOf = (name: PersonaName) => personId(web.simulator, name);
async function signedIn(name: PersonaName): Promise<Browser> {
  const browser = new Browser(web);
  await browser.signIn(idOf(name));
  return browser;
}

/** What the worker does. */
const purge = () =>
  runRequests({
    ...eraseDeps(own, { home, ledger: path.join(home, 'erasures.jsonl'), secrets }),
    ...{ clock: systemClock, log: createLog('test', 'silent'), signer: createSigner(secrets), home },
    setObjection: (change) => setObjection(own, change),
  });

test('from a report to the purge: staff decide, the person is told and can write, and is gone', async () => {
  const child = await signedIn('member');
  const visitor = new Browser(web);
  expect(await (await visitor.get('/contact')).text()).toContain('/contact/under-age');
  const words = 'They wrote in our server that they are eleven.';
  const wrong = await visitor.post('/contact/under-age', { personId: 'somebody', words: 'short' });
  expect([wrong.status, (await wrong.text()).includes('15 to 20 digits')]).toEqual([400, true]);
  const letter = await visitor.post('/contact/under-age', { personId: idOf('member'), words });
  expect(letter.headers.get('location')).toMatch(/^\/contact\/[\w-]{32}$/);
  expect((await child.get('/account')).status, 'a word of a stranger does nothing').toBe(200);

  const staff = await signedIn('staff');
  expect(await (await staff.get('/staff')).text()).toContain('/staff/reports');
  const page = await (await staff.get('/staff/reports')).text();
  for (const seen of [idOf('member'), words]) expect(page).toContain(seen);
  const [, reportId = ''] = /name="reportId" value="([^"]+)"/.exec(page) ?? [];
  const send = (fields: Record<string, string>) => staff.post('/staff/reports', fields);
  const decide = { intent: 'decide', reportId, decision: 'under-age', reason: 'own words, seen by staff' };
  expect((await send({ ...decide, reason: '' })).status).toBe(400);
  expect((await send(decide)).status).toBe(302);
  expect((await send(decide)).status, 'once').toBe(409);

  expect((await child.get('/account')).headers.get('location'), 'signed out').toMatch(/^\/\?redirectTo/);
  const told = await child.comeFromDiscord(idOf('member'));
  expect(told.headers.get('location')).toBe('/auth/too-young?decided');
  const notice = await (await child.get('/auth/too-young?decided')).text();
  expect(notice).toContain('Staff looked at it and decided so');
  expect(notice).toContain('href="/contact"');

  await purge();
  expect(await own.prisma.account.findUnique({ where: { id: BigInt(idOf('member')) } })).toBeNull();
  expect((await child.comeFromDiscord(idOf('member'))).headers.get('location')).toBe('/auth/too-young?decided');
  const [probe] = supportProbes({ db: own, clock: systemClock }).filter(({ promise }) => promise === 'P50');
  expect(await probe?.look()).toMatchObject({ state: 'kept', facts: { open: 0, purged: 1 } });
  expect(await (await staff.get('/staff/reports')).text(), 'the report went with the person').not.toContain(
    idOf('member'),
  );

  const lift = { intent: 'lift', personId: idOf('member'), reason: 'an identity card was shown' };
  expect((await send(lift)).status).toBe(302);
  expect((await child.comeFromDiscord(idOf('member'))).headers.get('location')).toBe('/auth/welcome');
});

test('of staff, those for privacy decide, and others learn of no report', async () => {
  const someone = await signedIn('manager');
  const give = (role: StaffRole) =>
    giveRole(
      { db: own, clock: systemClock },
      { accountId: idOf('manager'), role, staffId: idOf('staff'), reason: 'for this test' },
    );
  await give('support');
  expect((await someone.get('/staff')).status).toBe(200);
  expect((await someone.get('/staff/reports')).status).toBe(404);
  expect((await someone.post('/staff/reports', { intent: 'lift' })).status).toBe(404);
  await give('privacy');
  expect((await someone.get('/staff/reports')).status).toBe(200);
});

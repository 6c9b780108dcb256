import { Window } from 'happy-dom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { policyIds } from '#core/policies/rules/policy-ids.ts';
import { versionsOf } from '#core/policies/versions.ts';
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

async function open(address: string, locale = 'en') {
  const response = await new Browser(web).get(address, { 'accept-language': locale });
  const window = new Window({ url: web.origin });
  window.document.write(await response.text());
  return { status: response.status, document: window.document };
}

test.each(policyIds)('the %s policy shows its text, its date and a way to each of its parts', async (policy) => {
  const { status, document } = await open(`/policies/${policy}`);
  const newest = versionsOf(policy).at(-1);
  expect(status).toBe(200);
  const shown = document.querySelector('main')?.textContent ?? '';
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });
  expect(shown).toContain(`last changed on ${day.format(new Date(newest?.date ?? ''))}`);
  for (const { title, blocks } of newest?.document.sections ?? []) {
    expect(shown).toContain(title);
    for (const block of blocks) if (block.kind === 'text') expect(shown).toContain(block.text);
  }
  const links = [...document.querySelectorAll('nav[aria-label="Contents"] a')];
  expect(links).toHaveLength(newest?.document.sections.length ?? 0);
  for (const link of links) expect(document.querySelector(link.getAttribute('href') ?? '#none')).not.toBeNull();
});

test('how long things are kept leads to the table that measures it', async () => {
  const { document } = await open('/policies/privacy');
  expect(document.querySelector('section[aria-labelledby="kept"] a[href="/privacy#retention"]')).not.toBeNull();
  expect((await open('/privacy')).document.querySelector('section#retention table')).not.toBeNull();
});

test('its versions are listed and can be read and compared; what is not there is not found', async () => {
  const versions = await open('/policies/privacy/versions');
  expect(versions.document.querySelectorAll('tbody tr')).toHaveLength(versionsOf('privacy').length);
  const first = await open('/policies/privacy/versions/1');
  expect(first.document.querySelector('h1')?.textContent).toBe('Privacy policy');
  const same = await open('/policies/privacy/compare?from=1&to=1');
  expect(same.document.querySelector('main')?.textContent).toContain('The two are the same.');
  for (const address of ['/policies/other', '/policies/privacy/versions/0', '/policies/privacy/compare?from=1&to=999'])
    expect((await open(address)).status, address).toBe(404);
});

test('a comparison is English in what the versions say, and else of the language of the page', async () => {
  const { document } = await open('/policies/privacy/compare?from=1&to=1&all=yes', 'de');
  expect(document.documentElement.getAttribute('lang')).toBe('de');
  const head = [...document.querySelectorAll('main caption, main th')];
  expect(head).toHaveLength(3);
  for (const own of head) expect(own.closest('[lang]')?.getAttribute('lang'), own.textContent).toBe('de');
  const title = versionsOf('privacy').find(({ number }) => number === 1)?.document.title;
  const [said] = [...document.querySelectorAll('main td span')].filter(({ textContent }) => textContent === title);
  expect(said?.closest('[lang]')?.getAttribute('lang')).toBe('en');
});

test('the start page and the pages of privacy and promises lead to both', async () => {
  for (const address of ['/', '/privacy', '/trust']) {
    const { document } = await open(address);
    for (const policy of policyIds) expect(document.querySelector(`main a[href="/policies/${policy}"]`)).not.toBeNull();
  }
});

test('somebody signed in is told of a version to come on every page, until they put it away', async () => {
  const browser = new Browser(web);
  const accountId = personId(web.simulator, 'owner');
  await browser.signIn(accountId);
  await db.pool.query(
    `INSERT INTO notice_delivery (account_id, subject, channel, planned_at, due_at)
     VALUES ($1, 'policy:privacy:2', 'dashboard', now(), '2030-05-01')`,
    [accountId],
  );
  const told = async (address: string) =>
    (await (await browser.get(address)).text()).includes('privacy policy changes');
  expect(await told('/guilds')).toBe(true);
  expect(await told('/trust')).toBe(true);
  const away = await browser.post(
    '/notices',
    { subject: 'policy:privacy:2' },
    { referer: `${web.origin}/trust?state=kept` },
  );
  expect(away.headers.get('location')).toBe('/trust?state=kept');
  expect(await told('/guilds')).toBe(false);
  const { rows } = await db.pool.query(
    'SELECT FROM notice_delivery WHERE delivered_at IS NOT NULL AND seen_at IS NOT NULL',
  );
  expect(rows).toHaveLength(1);
});

test('staff vouch for a promise and everybody sees until when; a form that does not fit says why', async () => {
  const browser = new Browser(web);
  await browser.signIn(personId(web.simulator, 'staff'));
  const expiresOn = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  const attest = {
    intent: 'attest',
    promise: 'P33',
    reason: 'Looked at every sealed token.',
    evidenceUrl: '',
    expiresOn,
  };
  const short = await browser.post('/operator/promises', { ...attest, reason: 'yes' });
  expect([short.status, (await short.text()).includes('Write at least 20 characters.')]).toEqual([400, true]);
  const refused = await browser.post('/operator/promises', { ...attest, promise: 'P11' });
  expect([refused.status, (await refused.text()).includes('a machine has to see it')]).toEqual([403, true]);
  expect((await browser.post('/operator/promises', attest)).status).toBe(302);
  const { document } = await open('/trust');
  expect(document.querySelector('#P33')?.textContent).toContain('Vouched for until');
});

test('staff run an exercise: what they write stands on the public page, with when who was told', async () => {
  const browser = new Browser(web);
  const staffId = personId(web.simulator, 'staff');
  await browser.signIn(staffId);
  const send = (fields: Record<string, string>) => browser.post('/operator/promises', fields);
  const noticedAt = new Date(Date.now() - 3_600_000).toISOString().slice(0, 16);
  const words = 'A copy of a list lay open for an hour.';
  expect((await send({ intent: 'open-incident', noticedAt, words, drill: 'yes' })).status).toBe(302);
  const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM incident');
  const incidentId = rows[0]?.id ?? '';
  expect((await send({ intent: 'close', incidentId, lessons: 'Nothing.' })).status).toBe(409);
  for (const audience of ['authority', 'people', 'discord'])
    expect((await send({ intent: 'tell', incidentId, audience, evidence: 'A letter.' })).status).toBe(302);
  const shown = async (address: string) => (await (await browser.get(address)).text()).includes(words);
  expect([await shown('/guilds'), await shown('/trust/incidents'), await shown('/operator/promises')]).toEqual([
    true,
    true,
    true,
  ]);
  expect((await send({ intent: 'close', incidentId, lessons: 'Lists are sealed.' })).status).toBe(302);
  expect((await open('/trust/incidents')).document.querySelector('main')?.textContent).not.toContain('Not yet, due');
});

test('a visitor writes, staff answer, and the visitor reads it where nobody else can', async () => {
  const visitor = new Browser(web);
  const words = 'What do you hold about me?';
  const short = await visitor.post('/contact', { topic: 'privacy', words: 'Hi' });
  expect([short.status, (await short.text()).includes('It was not sent')]).toEqual([400, true]);
  const address = (await visitor.post('/contact', { topic: 'privacy', words })).headers.get('location') ?? '';
  expect(address).toMatch(/^\/contact\/[\w-]{32}$/);
  const staff = new Browser(web);
  await staff.signIn(personId(web.simulator, 'staff'));
  const desk = await (await staff.get('/operator/promises')).text();
  expect(desk).toContain(words);
  expect(desk).not.toContain(address);
  const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM contact_case');
  const answer = { intent: 'answer', caseId: rows[0]?.id ?? '', answer: 'Nothing at all.' };
  expect((await staff.post('/operator/promises', answer)).status).toBe(302);
  expect(await (await visitor.get(address)).text()).toContain('Nothing at all.');
  expect((await visitor.get(`${address}x`)).status).toBe(404);
});

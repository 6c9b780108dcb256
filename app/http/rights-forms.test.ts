import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Encrypter } from 'age-encryption';
import { Window } from 'happy-dom';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setObjection } from '#core/analytics/set-objection.server.ts';
import { appendRecord } from '#core/audit/append-record.server.ts';
import { eraseDeps } from '#core/personal-data.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createSigner } from '#core/platform/signing.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { checkReceipt } from '#core/privacy/rules.ts';
import { runRequests } from '#core/privacy/run-requests.server.ts';
import type { ReceiptBody } from '#core/privacy/schema.ts';
import { askedRights } from '../components/privacy/rights-props.ts';
import { Browser } from './testing/browser.ts';
import { type PersonaName, personId, type RunningWeb, startWeb } from './testing/running-web.ts';

const SECRET = 'a secret that only this test knows';

let db: WholeDatabase;
let web: RunningWeb;
let home: string;
let guildId: string;
let member: Browser;
let stranger: Browser;

beforeAll(async () => {
  db = await createTestDatabase();
  home = await mkdtemp(path.join(os.tmpdir(), 'procord-rights-'));
  web = await startWeb(db, { env: { PROCORD_HOME: home } });
  const { world } = web.simulator.sim;
  const index = world.people.persona('member').user.index;
  guildId = world.guildsOf(index).find((guild) => guild.botIn)?.id ?? '';
  await db.prisma.guild.create({ data: { id: BigInt(guildId) } });
  member = await signedIn('member');
  stranger = await signedIn('manager');
}, 180_000);
beforeEach(() => db.prisma.rightsRequest.deleteMany());
afterAll(async () => {
  await web?.stop();
  await db?.close();
  await rm(home, { recursive: true });
});

async function signedIn(persona: PersonaName): Promise<Browser> {
  const browser = new Browser(web);
  await browser.signIn(personId(web.simulator, persona));
  return browser;
}

async function read(browser: Browser, address: string | Response) {
  const response = typeof address === 'string' ? await browser.get(address) : address;
  const html = await response.text();
  const { document } = new Window({ url: web.origin });
  document.write(html);
  return { status: response.status, html, document, text: document.body.textContent ?? '' };
}

/** Sends a form and follows it to the request. @returns its address. */
async function ask(right: string, fields: Record<string, string>, browser = member): Promise<string> {
  const answer = await browser.post(`/privacy/me/${right}`, fields);
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toMatch(/^\/privacy\/requests\/[\da-f-]{36}$/);
  return answer.headers.get('location') ?? '';
}

const written = () => db.prisma.rightsRequest.findMany({ orderBy: { askedAt: 'asc' } });

describe('the forms', () => {
  test.each(askedRights)('%s is a plain form, says what happens, and nothing of it is chosen', async (right) => {
    const { document, text } = await read(member, `/privacy/me/${right}`);
    const form = document.querySelector('form[method="post"]:not([action])') ?? document.querySelector('main form');
    expect(form?.getAttribute('method')).toBe('post');
    expect(form?.querySelectorAll('[checked]')).toHaveLength(0);
    expect(form?.querySelector('option[selected]')?.getAttribute('value') ?? '').toBe('');
    expect(form?.querySelectorAll('option')).toHaveLength(3);
    expect(text).toMatch(right === 'erase' ? /What goes.*What stays/s : /What happens/);
  });

  test('each asks for its right, everywhere or in one server', async () => {
    const username = web.simulator.sim.world.people.persona('member').user.username;
    await ask('export', { scope: 'all' });
    await ask('correct', { scope: guildId, words: ' I joined on the 3rd.\r\nNot on the 4th. ' });
    await ask('object', { scope: guildId, way: 'begin' });
    await ask('object', { scope: 'all', way: 'end' });
    await ask('restrict', { scope: 'all', way: 'begin' });
    await ask('erase', { scope: guildId, confirm: username });
    const counting = { purpose: 'count-activity' };
    const here = BigInt(guildId);
    expect(await written()).toMatchObject([
      { right: 'export', guildId: null, purpose: null },
      { right: 'correct', guildId: here, words: 'I joined on the 3rd.\nNot on the 4th.', state: 'held' },
      { right: 'object', guildId: here, undo: false, ...counting },
      { right: 'object', guildId: null, undo: true, ...counting },
      { right: 'restrict', guildId: null, undo: false, ...counting },
      { right: 'erase', guildId: here },
    ]);
    for (const { personId: id, surface, locale } of await written())
      expect([id?.toString(), surface, locale]).toEqual([personId(web.simulator, 'member'), 'dashboard', 'en']);
  });

  test.each([
    ['export', {}, ['scope']],
    ['export', { scope: 'everything' }, ['scope']],
    ['correct', { scope: 'all', words: '   ' }, ['words']],
    ['correct', { scope: 'all', words: 'x'.repeat(2_001) }, ['words']],
    ['object', { scope: 'all' }, ['way']],
    ['restrict', { way: 'sideways' }, ['scope', 'way']],
    ['erase', { scope: 'all', confirm: 'somebody else' }, ['confirm']],
    ['erase', {}, ['scope', 'confirm']],
  ])('%s with %j says beside each field what is wrong, and writes nothing', async (right, fields, wrong) => {
    const page = await read(member, await member.post(`/privacy/me/${right}`, fields as Record<string, string>));
    expect(page.status).toBe(400);
    for (const name of wrong) {
      const field = page.document.querySelector(`main [name="${name}"]`);
      const described = (field?.closest('fieldset') ?? field)?.getAttribute('aria-describedby')?.split(' ')[0] ?? '';
      expect(page.document.getElementById(described)?.textContent?.length, name).toBeGreaterThan(5);
    }
    expect(page.document.querySelectorAll('[role="alert"] li')).toHaveLength(wrong.length);
    expect(await written()).toEqual([]);
  });

  test('what was written stays in the fields', async () => {
    const page = await read(member, await member.post('/privacy/me/correct', { scope: '', words: 'It was the 3rd.' }));
    expect(page.document.querySelector('textarea')?.textContent).toBe('It was the 3rd.');
  });

  test('there is no form for what is no right', async () => {
    expect((await member.get('/privacy/me/forget')).status).toBe(404);
    expect((await member.post('/privacy/me/forget', { scope: 'all' })).status).toBe(404);
  });
});

describe('a request', () => {
  test('is listed, and shown to whoever asked and to nobody else', async () => {
    const address = await ask('correct', { scope: 'all', words: 'Words of mine' });
    const own = await read(member, address);
    expect(own.text).toContain('Words of mine');
    expect(own.text).toContain('A person reads it');
    expect(own.document.querySelector('meta[http-equiv="refresh"]')).toBeNull();
    expect((await read(member, '/privacy/requests')).document.querySelector(`a[href="${address}"]`)).not.toBeNull();
    expect((await read(stranger, address)).status).toBe(404);
    expect((await read(stranger, '/privacy/requests')).text).toContain('You have asked for nothing yet');
    const visitor = await new Browser(web).get(address);
    expect(visitor.headers.get('location')).toMatch(/^\/\?redirectTo=/);
  });

  test('shows each state with its reason and its answer', async () => {
    const address = await ask('correct', { scope: 'all', words: 'Words of mine' });
    await db.prisma.rightsRequest.updateMany({
      data: { state: 'failed', reason: 'refused', answer: 'Discord says so.', finishedAt: new Date() },
    });
    const { text } = await read(member, address);
    for (const words of ['Not done', 'The answer was no', 'Discord says so.']) expect(text).toContain(words);
    expect(text).not.toContain('The law wants it by');
  });

  test('of an erasure is open to whoever has its address, and tells nothing of who asked', async () => {
    const username = web.simulator.sim.world.people.persona('member').user.username;
    const address = await ask('erase', { scope: guildId, confirm: username });
    const page = await read(new Browser(web), address);
    expect([page.status, page.text.includes('Erasure of your data')]).toEqual([200, true]);
    for (const word of [username, personId(web.simulator, 'member'), guildId]) expect(page.html).not.toContain(word);
    expect((await new Browser(web).get('/privacy/requests/not-an-id')).status).toBe(404);
  });
});

describe('the file of an export', () => {
  test('opens in the browser that asked, and with the key elsewhere; for the person alone, until it expires', async () => {
    const asking = member.copy();
    const address = await ask('export', { scope: 'all' }, asking);
    expect((await asking.get(`${address}/file`)).status).toBe(404);
    const requestId = await leaveFile('the zip');
    const page = await read(asking, address);
    const link = page.document.querySelector('main a[href$="/file"]');
    expect(link?.getAttribute('href')).toBe(`${address}/file`);
    expect(page.text).toContain('It can be downloaded until');
    const file = await asking.get(`${address}/file`);
    expect(file.headers.get('content-type')).toBe('application/zip');
    expect(file.headers.get('content-disposition')).toContain(
      `attachment; filename="your-data-${requestId.slice(0, 8)}`,
    );
    expect(file.headers.get('cache-control')).toBe('no-store');
    expect(await file.text()).toBe('the zip');

    const elsewhere = await signedIn('member');
    expect((await read(elsewhere, address)).text).toContain('Another browser has the key');
    expect((await elsewhere.get(`${address}/file`)).status).toBe(404);
    expect((await elsewhere.get(`${address}/file?key=AGE-SECRET-KEY-1X`)).status).toBe(403);
    expect((await stranger.get(`${address}/file?key=AGE-SECRET-KEY-1X`)).status).toBe(404);

    await db.prisma.rightsExport.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } });
    expect((await asking.get(`${address}/file`)).status).toBe(404);
    expect((await read(asking, address)).text).toContain('Ask for a new one');
  });
});

/** What the worker leaves of the export that was asked for. */
async function leaveFile(words: string): Promise<string> {
  const [request] = await written();
  const encrypter = new Encrypter();
  encrypter.addRecipient(request?.recipient ?? '');
  const sealed = await encrypter.encrypt(words);
  await mkdir(path.join(home, 'exports'), { recursive: true });
  await writeFile(path.join(home, 'exports', 'one.age'), sealed);
  const requestId = request?.id ?? '';
  await db.prisma.rightsExport.create({
    data: {
      ...{ requestId, file: 'one.age', bytes: sealed.length, rows: 1, madeAt: new Date() },
      sha256: new Uint8Array(createHash('sha256').update(sealed).digest()),
      expiresAt: new Date(Date.now() + 60_000),
    },
  });
  await db.prisma.rightsRequest.update({ where: { id: requestId }, data: { state: 'done', finishedAt: new Date() } });
  return requestId;
}

describe('what the worker does of it', () => {
  const work = () =>
    runRequests({
      ...eraseDeps(db, { home, ledger: path.join(home, 'erasures.jsonl'), secrets: [SECRET] }),
      ...{ clock: systemClock, log: createLog('test', 'silent'), home },
      signer: createSigner([SECRET]),
      setObjection: (change) => setObjection(db, change),
    });

  test('a file that can be fetched, and steps that are done', async () => {
    const asking = member.copy();
    const address = await ask('export', { scope: 'all' }, asking);
    await work();
    const page = await read(asking, address);
    for (const words of ['It is finished', 'Writing the file', 'Writing the receipt'])
      expect(page.text).toContain(words);
    const zip = Buffer.from(await (await asking.get(`${address}/file`)).arrayBuffer());
    expect(zip.subarray(0, 2).toString()).toBe('PK');
    expect(zip.toString('latin1')).toContain('manifest.json');
  });

  test('an objection that the page of what is held shows, until it is taken back', async () => {
    const objections = async () => (await db.pool.query('SELECT guild_id, kind FROM analytics.objection')).rows;
    await ask('object', { scope: guildId, way: 'begin' });
    await work();
    expect(await objections()).toEqual([{ guild_id: guildId, kind: 'objection' }]);
    const held = [...(await read(member, '/privacy/me')).document.querySelectorAll('summary')];
    expect(held.map(({ textContent }) => textContent).join()).toContain('Objections and restrictions');
    await ask('restrict', { scope: guildId, way: 'begin' });
    await ask('object', { scope: guildId, way: 'end' });
    await work();
    expect(await objections()).toEqual([{ guild_id: guildId, kind: 'restriction' }]);
    await ask('restrict', { scope: guildId, way: 'end' });
    await work();
    expect(await objections()).toEqual([]);
  });

  test('an erasure signs out, and its page and its receipt are there for whoever has their address', async () => {
    const { username } = web.simulator.sim.world.people.persona('outsider').user;
    const leaving = await signedIn('outsider');
    const address = await ask('erase', { scope: 'all', confirm: username }, leaving);
    await work();
    expect((await leaving.get('/privacy/me')).headers.get('location')).toMatch(/^\/\?redirectTo=/);
    const page = await read(leaving, address);
    expect(page.text).toContain('you are signed out');
    expect(page.html).not.toContain(username);
    const receipt = page.document.querySelector('main a[href^="/privacy/receipts/"]')?.getAttribute('href') ?? '';
    const { status, text } = await read(new Browser(web), receipt);
    expect(status).toBe(200);
    expect(text).toContain('0 entries were left');
    expect(text).toContain('Account');
    const file = await (await new Browser(web).get(`${receipt}/file`)).json();
    expect((await checkReceipt(file)).findings).toEqual([]);
    expect(JSON.stringify(file)).not.toContain(personId(web.simulator, 'outsider'));
  });
});

/** A guild that somebody pays for. */
const PAID = '800000000000000070';

test('who pays for a subscription is told that it goes on, and led to where it ends', async () => {
  const paying = await signedIn('manager');
  const accountId = BigInt(personId(web.simulator, 'manager'));
  expect((await read(paying, '/privacy/me/erase')).text).not.toContain('goes on');
  const at = new Date();
  await db.prisma.subscription.createMany({
    data: ['active', 'canceled'].map((status, place) => ({
      ...{
        id: `sub_${status}`,
        guildId: BigInt(PAID) + BigInt(place),
        accountId,
        status,
        interval: 'month',
        amount: 500,
      },
      ...{ currency: 'eur', startedAt: at, currentPeriodEnd: at, refreshedAt: at },
    })),
  });
  const page = await read(paying, '/privacy/me/erase');
  expect(page.text).toContain('What you pay for goes on');
  const offered = [...page.document.querySelectorAll('input[name="guildId"]')].map((one) => one.getAttribute('value'));
  expect(offered).toEqual([PAID]);
  expect((await read(paying, '/privacy/me/export')).text).not.toContain('goes on');
  expect((await read(member, '/privacy/me/erase')).text).not.toContain('What you pay for');
  const portal = (browser: Browser, guild: string) =>
    browser.post('/privacy/me/erase', { intent: 'portal', guildId: guild });
  expect((await portal(member, PAID)).status).toBe(404);
  expect((await portal(paying, 'berlin')).status).toBe(400);
  const { url, stripe } = web.simulator.stripe;
  const headers = { authorization: `Bearer ${stripe.secretKey}` };
  const made = await fetch(`${url}/v1/customers`, { method: 'POST', headers, body: new URLSearchParams() });
  const { id: customerId } = (await made.json()) as { id: string };
  await db.prisma.stripeCustomer.create({ data: { accountId, customerId } });
  expect((await portal(paying, PAID)).headers.get('location')).toMatch(new RegExp(`^${url}/`));
  expect(await written()).toEqual([]);
});

describe("a guild's data", () => {
  test('is its owner’s to see, to take along and to erase', async () => {
    const own = web.simulator.sim.world.guildAt(0);
    await db.prisma.guild.upsert({ where: { id: BigInt(own.id) }, create: { id: BigInt(own.id) }, update: {} });
    const owner = await signedIn('owner');
    const { username } = web.simulator.sim.world.people.persona('owner').user;
    const address = `/guilds/${own.id}/data`;
    expect((await read(owner, address)).text).toContain('A guild that has, or had, the bot.');
    const wrong = await read(owner, await owner.post(address, { intent: 'erase', confirm: own.name }));
    expect([wrong.status, wrong.document.querySelector('[aria-invalid]')?.getAttribute('name')]).toEqual([
      400,
      'confirm',
    ]);
    expect((await owner.post(address, { intent: 'sell' })).status).toBe(400);
    expect(await written()).toEqual([]);
    for (const fields of [{ intent: 'export' }, { intent: 'erase', confirm: username }]) {
      const to = (await owner.post(address, fields)).headers.get('location') ?? '';
      expect((await read(owner, to)).text).toContain('server’s data');
      expect((await new Browser(web).get(to)).status).toBe(302);
    }
    expect(await written()).toMatchObject([
      { right: 'export', of: 'guild', guildId: BigInt(own.id) },
      { right: 'erase', of: 'guild', guildId: BigInt(own.id) },
    ]);
    expect((await stranger.get(address)).status).toBe(403);
  });
});

describe('a receipt', () => {
  test('says what went and what stays, to anybody with its address, and is whole as a file', async () => {
    const username = web.simulator.sim.world.people.persona('member').user.username;
    const address = await ask('erase', { scope: 'all', confirm: username });
    const requestId = address.split('/').at(-1) ?? '';
    expect((await member.get(`/privacy/receipts/${requestId}`)).status).toBe(404);
    await signReceipt(requestId);
    const page = await read(new Browser(web), `/privacy/receipts/${requestId}`);
    for (const words of [
      'Messages, by hour and channel',
      '1,204',
      'end of the seventh calendar year',
      'Until you say otherwise',
    ])
      expect(page.text).toContain(words);
    const file = await new Browser(web).get(`/privacy/receipts/${requestId}/file`);
    expect(file.headers.get('content-disposition')).toContain('.json"');
    expect(await checkReceipt(await file.json())).toMatchObject({ findings: [], body: { requestId } });
    expect(
      (await read(new Browser(web), address)).document.querySelector(`a[href="/privacy/receipts/${requestId}"]`),
    ).not.toBeNull();
  });
});

async function signReceipt(requestId: string): Promise<void> {
  const at = new Date().toISOString();
  const body: ReceiptBody = {
    ...{ v: 1, requestId, right: 'erase', of: 'person', everywhere: true, outcome: 'done', reason: null },
    ...{ askedAt: at, finishedAt: at, counts: { 'analytics.message_pack': 1_204 }, left: 0, file: null },
    kept: [
      { table: 'public.subscription', rows: 1, duty: 'books', until: at },
      { table: 'analytics.objection', rows: 1, duty: 'own-word', until: null },
    ],
  };
  const client = await db.pool.connect();
  const number = await appendRecord(client, { chain: 'receipts', body }, createSigner([SECRET]));
  client.release();
  await db.prisma.rightsRequest.update({
    where: { id: requestId },
    data: { receiptNumber: BigInt(number), state: 'done', finishedAt: new Date() },
  });
}

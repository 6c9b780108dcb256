import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sendNews } from '#core/platform/bus.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { Browser } from './testing/browser.ts';
import { readEvents } from './testing/event-stream.ts';
import { type PersonaName, personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let web: RunningWeb;
let guildId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db);
  guildId = web.simulator.sim.world.guildAt(0).id;
  await db.prisma.guild.create({ data: { id: BigInt(guildId) } });
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await db?.close();
});

const idOf = (name: PersonaName) => personId(web.simulator, name);
async function signedIn(name: PersonaName): Promise<Browser> {
  const browser = new Browser(web);
  await browser.signIn(idOf(name));
  return browser;
}
const send = (browser: Browser, fields: Record<string, string>) => browser.post('/staff', fields);
const statusOf = async (browser: Browser, path: string) => (await browser.get(path)).status;
const open = (kind: 'person' | 'guild', id: string) => ({ intent: 'open', kind, id, reason: 'Ticket 12' });

test('staff see a guild only while they opened it, only to read, and every page is written down', async () => {
  const staff = await signedIn('staff');
  const [page, data] = [`/guilds/${guildId}`, `/guilds/${guildId}.data`];
  expect([await statusOf(staff, page), await statusOf(staff, data)]).toEqual([403, 403]);
  expect((await send(staff, open('guild', guildId))).headers.get('location')).toBe('/staff?done=open');
  expect([await statusOf(staff, page), await statusOf(staff, `${page}/messages`)]).toEqual([200, 200]);
  expect((await staff.post(`${page}/annotations`, { intent: 'add', date: '2026-01-02', text: 'x' })).status).toBe(403);
  const html = await (await staff.get('/staff')).text();
  expect(html).toContain('messages (1)');
  const [, accessId = ''] = /name="accessId" value="([^"]+)"/.exec(html) ?? [];
  expect((await send(staff, { intent: 'close', accessId })).headers.get('location')).toBe('/staff?done=close');
  expect([await statusOf(staff, page), await statusOf(staff, data)]).toEqual([403, 403]);
  const views = await db.prisma.staffView.findMany({ where: { guildId: BigInt(guildId) }, orderBy: { page: 'asc' } });
  expect(views.map(({ page, views }) => [page, views])).toEqual([
    ['messages', 1],
    ['today', 1],
  ]);
});

test('a live stream lasts as long as the guild is open to who looks', async () => {
  const staff = await signedIn('staff');
  await send(staff, open('guild', guildId));
  const stream = readEvents(await staff.get(`/guilds/${guildId}/live`, { accept: 'text/event-stream' }));
  const recheck = () => sendNews(db.pool, { type: 'session-ended', accountId: idOf('staff') });
  const looks = async () => (await db.prisma.staffView.findFirst({ where: { page: 'live' } }))?.views;
  await vi.waitFor(() => expect(stream.events.length).toBeGreaterThan(0), 5_000);
  await recheck();
  await vi.waitFor(async () => expect(await looks()).toBe(2), 5_000);
  expect(await Promise.race([stream.ended, 'open'])).toBe('open');
  const [, accessId = ''] = /name="accessId" value="([^"]+)"/.exec(await (await staff.get('/staff')).text()) ?? [];
  await send(staff, { intent: 'close', accessId });
  await recheck();
  await stream.ended;
});

test('a person’s account is closed to staff until opened, and the person reads who, why and what', async () => {
  const [staff, person] = [await signedIn('staff'), await signedIn('owner')];
  const address = `/staff/people/${idOf('owner')}`;
  expect(await statusOf(staff, address)).toBe(404);
  await send(staff, open('person', idOf('owner')));
  const seen = await staff.get(address);
  expect([seen.status, (await seen.text()).includes(idOf('owner'))]).toEqual([200, true]);
  const own = await (await person.get('/account')).text();
  for (const page of [own, await (await person.get('/privacy/me')).text()])
    for (const words of ['Staff have your data open now', 'Admin, until', 'Ticket 12']) expect(page).toContain(words);
  for (const words of ['When staff looked', 'Ticket 12', 'Admin', 'account (1)']) expect(own).toContain(words);
  expect(await (await (await signedIn('manager')).get('/account')).text()).not.toContain('Ticket 12');
  expect(await statusOf(await signedIn('owner'), address)).toBe(404);
  const [, accessId = ''] = /name="accessId" value="([^"]+)"/.exec(await (await staff.get('/staff')).text()) ?? [];
  expect((await send(staff, { intent: 'close', accessId })).headers.get('location')).toBe('/staff?done=close');
  for (const page of ['/account', '/privacy/me'])
    expect(await (await person.get(page)).text()).not.toContain('Staff have your data open now');
});

test('a role opens what its task can need and no more, and is gone when it is taken', async () => {
  const [chief, helper] = [await signedIn('staff'), await signedIn('member')];
  expect(await statusOf(helper, '/staff')).toBe(404);
  const role = { accountId: idOf('member'), role: 'moderator', reason: 'New here' };
  expect((await send(chief, { intent: 'give-role', ...role })).status).toBe(302);
  expect(await statusOf(helper, '/staff')).toBe(200);
  expect(await statusOf(helper, '/operator')).toBe(404);
  const refused = await send(helper, open('person', idOf('owner')));
  expect([refused.status, (await refused.text()).includes('None of your roles opens this.')]).toEqual([403, true]);
  for (const intent of ['give-role', 'take-role'])
    expect((await send(helper, { intent, ...role, accountId: idOf('manager') })).status).toBe(404);
  await send(helper, open('guild', guildId));
  expect(await statusOf(helper, `/guilds/${guildId}`)).toBe(200);
  await send(chief, { intent: 'take-role', ...role });
  expect([await statusOf(helper, `/guilds/${guildId}`), await statusOf(helper, '/staff')]).toEqual([403, 404]);
});

test('a form that cannot be read says what to look at and opens nothing', async () => {
  const staff = await signedIn('staff');
  const before = await db.prisma.staffAccess.count();
  const wrong = await send(staff, { intent: 'open', kind: 'person', id: 'berlin', reason: 'x' });
  const text = await wrong.text();
  expect(wrong.status).toBe(400);
  expect(text).toContain('Enter a Discord id: 15 to 20 digits.');
  expect(text).toContain('Say why, in 3 to 500 characters on one line.');
  for (const fields of [{}, { intent: 'open', kind: 'all', id: guildId, reason: 'Ticket 12' }])
    expect((await send(staff, fields as Record<string, string>)).status).toBe(400);
  expect(await db.prisma.staffAccess.count()).toBe(before);
});

test('a correction is answered on the staff desk, on record, and its person reads the answer', async () => {
  const [chief, helper, person] = [await signedIn('staff'), await signedIn('manager'), await signedIn('owner')];
  const asked = await person.post('/privacy/me/correct', { scope: 'all', words: 'My <first> day was the 3rd.' });
  const address = asked.headers.get('location') ?? '';
  const requestId = address.split('/').at(-1) ?? '';
  const desk = '/staff/corrections';
  const answer = { requestId, outcome: 'refused', answer: 'Discord says the 4th.' };
  expect([await statusOf(helper, desk), (await helper.post(desk, answer)).status]).toEqual([404, 404]);
  await send(chief, { intent: 'give-role', accountId: idOf('manager'), role: 'support', reason: 'New here' });
  expect([await statusOf(helper, desk), (await helper.post(desk, answer)).status]).toEqual([404, 404]);
  await send(chief, { intent: 'give-role', accountId: idOf('manager'), role: 'privacy', reason: 'New here' });
  expect(await (await helper.get('/staff')).text()).toContain('1 correction waits');
  const page = await (await helper.get(desk)).text();
  for (const words of ['My &lt;first&gt; day was the 3rd.', idOf('owner')]) expect(page).toContain(words);
  const wrong = await helper.post(desk, { requestId, answer: ' ' });
  const said = await wrong.text();
  expect(wrong.status).toBe(400);
  for (const words of ['Say whether you corrected it.', 'Write an answer']) expect(said).toContain(words);
  expect((await helper.post(desk, answer)).headers.get('location')).toBe('/staff/corrections?done=answered');
  expect((await helper.post(desk, answer)).status).toBe(404);
  const own = await (await person.get(address)).text();
  expect(own).toContain('Discord says the 4th.');
  const events = await db.prisma.auditEvent.findMany({ where: { action: 'correction.answered' } });
  expect(events).toMatchObject([
    {
      actorKind: 'staff',
      actorId: BigInt(idOf('manager')),
      subjectId: BigInt(idOf('owner')),
      detail: { corrected: false },
    },
  ]);
  expect(await db.prisma.rightsRequest.findUnique({ where: { id: requestId } })).toMatchObject({
    ...{ state: 'running', reason: 'refused', receiptNumber: null },
  });
});

test('nobody of the staff answers what they asked for themselves', async () => {
  const chief = await signedIn('staff');
  const asked = await chief.post('/privacy/me/correct', { scope: 'all', words: 'Not so.' });
  const requestId = asked.headers.get('location')?.split('/').at(-1) ?? '';
  const page = await (await chief.get('/staff/corrections')).text();
  expect(page).toContain('You asked for this yourself');
  const sent = await chief.post('/staff/corrections', { requestId, outcome: 'corrected', answer: 'Yes.' });
  expect(sent.status).toBe(403);
});

test('whoever is refused is counted, and nobody else', async () => {
  const outsider = await signedIn('outsider');
  await outsider.get('/account');
  await outsider.get(`/guilds/${guildId}`);
  await outsider.get('/operator');
  const { _sum } = await db.prisma.accessDenial.aggregate({
    where: { accountId: BigInt(idOf('outsider')) },
    _sum: { denials: true },
  });
  expect(_sum.denials).toBe(2);
});

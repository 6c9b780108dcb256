import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sendNews } from '#core/platform/bus.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { Browser } from './testing/browser.ts';
import { readEvents } from './testing/event-stream.ts';
import { type PersonaName, personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: Database;
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
  for (const words of ['When staff looked', 'Ticket 12', 'Admin', 'account (1)']) expect(own).toContain(words);
  expect(await (await (await signedIn('manager')).get('/account')).text()).not.toContain('Ticket 12');
  expect(await statusOf(await signedIn('owner'), address)).toBe(404);
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

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { restStateOf } from '../../simulator/rest/state.ts';
import { Browser } from './testing/browser.ts';
import { personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let web: RunningWeb;
let guildId: string;
let browser: Browser;

beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db);
  restStateOf(web.simulator.sim).limits.lift();
  guildId = web.simulator.sim.world.guildAt(0).id;
  await db.prisma.guild.create({ data: { id: BigInt(guildId) } });
  browser = new Browser(web);
  await browser.signIn(personId(web.simulator, 'manager'));
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await db?.close();
});

const base = () => `/guilds/${guildId}/knowledge`;
const textOf = async (path: string) => (await browser.get(path)).text();

/** Writes an entry down. @returns its address */
async function write(kind: string, title: string, text = ''): Promise<string> {
  const answer = await browser.post(`${base()}/new`, { kind, title, text, reviewOn: '' });
  const to = answer.headers.get('location') ?? '';
  expect(to).toMatch(/\?done=created$/);
  return to.replace(/\?.*/, '');
}
const idOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);

test('an entry is written, changed, related, undone, deleted and had back, with forms alone', async () => {
  expect(await textOf(base())).toContain('Nothing is written down yet');
  const topic = await write('topic', 'Drawing');
  const rule = await write('rule', 'Credit artists', 'Name who drew it.');
  const change = { intent: 'change', revision: '1', kind: 'rule', title: 'Credit artists', text: 'Name and link.' };
  expect((await browser.post(rule, { ...change, reviewOn: '' })).status).toBe(302);
  const conflict = await browser.post(rule, { ...change, text: 'My own words', reviewOn: '' });
  expect(conflict.status).toBe(409);
  const kept = await conflict.text();
  expect(kept).toContain('Somebody changed this entry meanwhile');
  expect(kept).toContain('My own words');

  await browser.post(rule, { intent: 'relate', type: 'about', otherId: idOf(topic) });
  expect(await textOf(topic)).toContain('is the subject of');
  const wrong = await browser.post(topic, { intent: 'relate', type: 'answers', otherId: idOf(rule) });
  expect([wrong.status, await wrong.text()]).toEqual([409, expect.stringContaining('cannot be related in this way')]);
  await browser.post(rule, { intent: 'undo' });
  expect(await textOf(rule)).toContain('It is not related to anything yet');
  await browser.post(rule, { intent: 'back', number: '1' });
  expect(await textOf(rule)).toContain('Name who drew it.');

  expect((await browser.post(rule, { intent: 'delete' })).headers.get('location')).toBe(`${base()}?done=deleted`);
  expect(await textOf(rule)).toContain('This entry was deleted');
  await browser.post(rule, { intent: 'undo' });
  expect(await textOf(base())).toContain('Credit artists');
});

test('what is wrong stands beside its field, and nothing that was written is lost', async () => {
  const sent = { kind: 'rule', title: 'Ask <@300000000000000001>', text: 'kept words', reviewOn: 'soon' };
  const answer = await browser.post(`${base()}/new`, sent);
  const page = await answer.text();
  expect(answer.status).toBe(400);
  for (const words of ['mentions a person', 'is not a date', 'kept words', 'Ask &lt;@300000000000000001&gt;'])
    expect(page).toContain(words);
  expect(page.match(/aria-invalid="true"/g)).toHaveLength(2);
});

test('what the assistant found nowhere waits to be answered or dismissed, without who asked', async () => {
  const ask = (question: string) =>
    browser.post(`/guilds/${guildId}/assistant`, { intent: 'ask', question }).then(({ status }) => status);
  const question = 'Is a <zeppelin> allowed?';
  expect([await ask(question), await ask(question), await ask('Is a tuba allowed?')]).toEqual([302, 302, 302]);
  const page = await textOf(base());
  for (const words of ['Asked, and found nowhere', 'Is a &lt;zeppelin&gt; allowed?', 'Asked 2 times', 'Asked once'])
    expect(page).toContain(words);
  const [zeppelin = '', tuba = ''] = [...page.matchAll(/name="gapId" value="([\w-]+)"/g)].map(([, id]) => id);
  const form = await textOf(`${base()}/new?gap=${zeppelin}`);
  expect(form).toMatch(/<option[^>]*value="question"[^>]*selected|<option selected=""[^>]*value="question"/);
  expect(form).toContain('value="Is a &lt;zeppelin&gt; allowed?"');
  const entry = { gapId: zeppelin, kind: 'question', title: question, text: '', reviewOn: '' };
  expect((await browser.post(`${base()}/new`, { ...entry, title: '' })).status).toBe(400);
  expect((await browser.post(`${base()}/new`, { ...entry, text: 'No.' })).status).toBe(302);
  expect(await db.prisma.knowledgeNode.findFirst({ where: { title: question } })).toMatchObject({ source: 'written' });
  const dismissed = await browser.post(base(), { intent: 'dismiss', gapId: tuba });
  expect(dismissed.headers.get('location')).toBe(`${base()}?done=dismissed`);
  const after = await textOf(`${base()}?done=dismissed`);
  expect([after.includes('Asked, and found nowhere'), after.includes('It is dismissed')]).toEqual([false, true]);
  expect((await browser.post(base(), { intent: 'other' })).status).toBe(400);
  expect(await textOf(`${base()}/new?gap=${zeppelin}`)).not.toContain('zeppelin');
});

test('the structure comes in after it was shown, and searching finds it', async () => {
  const file = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return browser.post(`${base()}/import`, form);
  };
  const shown = await file({ intent: 'preview', source: 'structure' });
  expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('would be added')]);
  const before = await db.prisma.knowledgeNode.count({ where: { guildId: BigInt(guildId), source: 'structure' } });
  expect(before).toBe(0);
  const done = await file({ intent: 'apply', source: 'structure' });
  expect(done.headers.get('location')).toMatch(/done=imported&added=[1-9]\d*&changed=0$/);
  const again = await (await file({ intent: 'preview', source: 'structure' })).text();
  expect(again).toContain('nothing would change');
  const channel = await db.prisma.knowledgeNode.findFirstOrThrow({
    where: { guildId: BigInt(guildId), kind: 'channel' },
  });
  expect(await textOf(`${base()}?q=${encodeURIComponent(channel.title)}`)).toContain(channel.id);
  expect(await textOf(`${base()}?kind=rule`)).not.toContain(channel.id);

  const csv = await (await browser.get(`${base()}.csv`)).text();
  expect(csv).toContain(channel.id);
  const back = await (await file({ intent: 'preview', source: 'csv', text: csv })).text();
  expect(back).toContain('nothing would change');
  const bad = await file({ intent: 'preview', source: 'csv', text: 'kind,title,text\nrule,a,<@1>' });
  expect([bad.status, await bad.text()]).toEqual([400, expect.stringContaining('Entry 1, text:')]);
});

test('a channel that is renamed at Discord is marked when the list is read', async () => {
  await db.pool.query(
    `UPDATE knowledge_node SET known_name = 'another name' WHERE guild_id = $1 AND kind = 'channel'`,
    [guildId],
  );
  expect(await textOf(`${base()}?stale=on`)).toContain('May be out of date');
});

test('places in the picture are kept, and the graph’s page has all of it as a list', async () => {
  const node = await db.prisma.knowledgeNode.findFirstOrThrow({ where: { guildId: BigInt(guildId), kind: 'topic' } });
  await browser.post(`${base()}/graph`, {
    intent: 'place',
    places: JSON.stringify([{ id: node.id, x: 12, y: -3.5 }]),
  });
  expect(await db.prisma.knowledgeNode.findFirst({ where: { id: node.id } })).toMatchObject({ x: 12, y: -3.5 });
  expect(await textOf(`${base()}/graph`)).toContain(node.title);
  expect((await browser.post(`${base()}/graph`, { intent: 'place', places: 'nonsense' })).status).toBe(400);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '#core/insights/testing/put-weeks.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { describeModelEndpoint, type RunningModel, startModel } from '../../simulator/model/start-model.ts';
import { restStateOf } from '../../simulator/rest/state.ts';
import { Browser } from './testing/browser.ts';
import { personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let web: RunningWeb;
let model: RunningModel;
let browser: Browser;
let guildId: string;
let channel: { id: string; name: string };

beforeAll(async () => {
  db = await createTestDatabase();
  model = await startModel();
  const { apiUrl, key, models, vendors } = describeModelEndpoint(model);
  web = await startWeb(db, {
    env: {
      ...{ AI_API_KEY: key, AI_API_URL: apiUrl, AI_MODELS: models.join(','), AI_VENDORS: JSON.stringify(vendors) },
      ...{ AI_MAX_PROMPT_PRICE: '5', AI_MAX_COMPLETION_PRICE: '20' },
    },
  });
  restStateOf(web.simulator.sim).limits.lift();
  const guild = web.simulator.sim.world.guildAt(0);
  guildId = guild.id;
  const text = guild.channels.find(({ type }) => type === 0);
  channel = { id: text?.id ?? '', name: text?.name ?? '' };
  await putTotals();
  browser = new Browser(web);
  await browser.signIn(personId(web.simulator, 'manager'));
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await model?.stop();
  await db?.close();
});

/** Fourteen weeks up to yesterday: quiet ones, and a last one with three times as much, in one channel. */
async function putTotals() {
  const today = Math.floor(Date.now() / DAY_MS);
  await db.prisma.guild.create({ data: { id: BigInt(guildId) } });
  await db.prisma.premiumGrant.create({
    data: { guildId: BigInt(guildId), grantedBy: 1n, reason: 'test', startsAt: new Date(0) },
  });
  await db.pool.query(
    `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms,
       posters, voice_users, active, active_week, joins, left_first_day, left_first_week, left_first_month, left_later,
       left_unknown, observed_messages, observed_voice)
     SELECT $1, $2::int4 - i, 'UTC', CASE WHEN i < 9 THEN 300 ELSE 100 END, 3600000, 0, 0, 0, 9, 3, 10, 40, 4, 0, 0, 1, 0, 0, 1, 1
       FROM generate_series(-1, 98) i`,
    [guildId, today],
  );
  await db.pool.query(
    `INSERT INTO analytics.channel_day (guild_id, channel_id, day, messages, posters, active_ms, muted_ms, deafened_ms, alone_ms, voice_users)
     SELECT $1, $3, $2::int4 - i, CASE WHEN i < 9 THEN 280 ELSE 80 END, 9, 0, 0, 0, 0, 0 FROM generate_series(-1, 98) i`,
    [guildId, today, channel.id],
  );
}

const page = () => `/guilds/${guildId}/insights`;
const textOf = async (path = page()) => (await browser.get(path)).text();
const shown = async (path = page()) =>
  (await textOf(path))
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<!-- -->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'");
const send = (intent: string) => browser.post(page(), { intent });

test('before there is a report the page says how one comes about, and a form writes it', async () => {
  expect(await shown()).toContain('No report yet');
  const answer = await send('write');
  expect([answer.status, answer.headers.get('location')]).toEqual([302, `${page()}?done=written`]);
  const words = await shown();
  expect(words).toContain('A help for reading, not a verdict');
  expect(words).toMatch(/Messages: 2,100, more than in any of the 13 observed weeks/);
  expect(words).toContain(`Messages in #${channel.name}`);
  expect(words).toContain('Worded by AI');
  expect(words).toContain('Rests on these numbers');
  const sent = JSON.stringify(model.model.requests.map(({ body }) => body));
  for (const one of [guildId, channel.id, channel.name, personId(web.simulator, 'manager')])
    expect(sent).not.toContain(one);
});

test('every sentence leads to the page on which its numbers are drawn, with those days', async () => {
  const hrefs = [...(await textOf()).matchAll(/href="(\/guilds\/\d+\/\w+\?from=[^"]+)"/g)].map(([, href = '']) => href);
  expect(hrefs.length).toBeGreaterThan(1);
  for (const href of new Set(hrefs)) expect((await browser.get(href.replaceAll('&amp;', '&'))).status, href).toBe(200);
});

test('a wrong number of a model is withheld, and the page says so', async () => {
  await db.pool.query('DELETE FROM ai_call');
  const [row] = await db.prisma.insightReport.findMany();
  const facts = row?.facts as { id: string; channelId: string | null }[];
  const own = facts.find(({ channelId }) => channelId === null)?.id ?? '';
  model.model.modes.set({ mode: 'scripted', next: 1 });
  model.model.script.add([
    {
      text: '',
      toolCalls: [],
      times: 1,
      structured: { sentences: [{ facts: [own], text: 'Messages rose to 98,765 at once.' }] },
    },
  ]);
  await send('write');
  const words = await shown();
  expect(words).toContain('1 sentence of the AI did not match the numbers and was withheld');
  expect(words).not.toContain('98,765');
  expect(words).toMatch(/Messages: 2,100, more than in any of the 13 observed weeks/);
  expect(await shown(`${page()}?report=${row?.id}`)).toContain('Worded by AI');
});

test('in another language the sentences are made by rules; files hold the same, with their numbers', async () => {
  const [row] = await db.prisma.insightReport.findMany({ orderBy: { writtenAt: 'asc' } });
  const json: { facts: unknown[]; sentences: { text: string; by: string }[] } = JSON.parse(
    await textOf(`${page()}.json?report=${row?.id}`),
  );
  expect(json.sentences.some(({ by }) => by === 'model')).toBe(true);
  const markdown = await textOf(`${page()}.md?report=${row?.id}`);
  expect(markdown).toContain('# Insights');
  expect(markdown).toContain('not a verdict');
  expect(markdown).toMatch(/Now 2,100/);
  await browser.post('/preferences', { locale: 'de', returnTo: '/' });
  const words = await shown(`${page()}?report=${row?.id}`);
  expect(words).toMatch(/Nachrichten: 2\.100, mehr als in jeder der 13/);
  expect(words).toContain('in einer anderen Sprache formuliert (English)');
  await browser.post('/preferences', { locale: 'en', returnTo: '/' });
});

test('AI is switched off for the insights of a guild, the rules go on, and three a day are enough', async () => {
  const before = model.model.received;
  expect((await send('ai-off')).headers.get('location')).toBe(`${page()}?done=off`);
  await send('write');
  expect(model.model.received).toBe(before);
  const words = await shown();
  expect(words).toContain('AI is switched off for the insights of this server');
  expect(words).not.toContain('Worded by AI');
  expect(words).toContain('Switch AI on for insights');
  const refused = await send('write');
  expect([refused.status, await refused.text()]).toEqual([
    409,
    expect.stringContaining('has had its reports for today'),
  ]);
  expect((await send('ai-on')).headers.get('location')).toBe(`${page()}?done=on`);
  expect((await send('delete-all')).status).toBe(400);
});

test('a report of another guild is not there', async () => {
  const id = '00000000-0000-4000-8000-000000000001';
  await db.prisma.insightReport.create({
    data: {
      ...{ id, guildId: 1n, kind: 'asked', fromDay: 1, toDay: 7, timeZone: 'UTC', facts: [], writtenAt: new Date() },
      ...{ locale: 'en', wording: 'rules', why: 'nothing', sentences: [], withheld: 0, tries: 1 },
    },
  });
  for (const address of [`${page()}?report=${id}`, `${page()}.json?report=${id}`, `${page()}?report=x`])
    expect((await browser.get(address)).status, address).toBe(404);
});

import { randomUUID } from 'node:crypto';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { features } from '#core/ai/features.ts';
import { type Surface, surfaceNames, surfaces, type WrittenBy } from '#core/ai/rules/surfaces.ts';
import type { Register } from '#core/ai/schema.ts';
import { english } from '#core/i18n/english.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { locales } from '#core/i18n/rules.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { decisionKinds } from '#core/policies/decisions.ts';
import { ComingTurn } from '../components/assistant/ComingTurn.tsx';
import { beginAnswer, followAnswer } from '../components/assistant/follow-answer.ts';
import { SpeechContext, speechOf } from '../components/ui/words.ts';
import { Browser } from './testing/browser.ts';
import { type PersonaName, personId, type RunningWeb, startWeb } from './testing/running-web.ts';

const register: Register = features;
const vendors = [
  {
    id: 'nordlicht',
    name: 'Nordlicht Rechenhaus',
    country: 'DE',
    agreement: 'https://example.org/a',
    until: '2099-01-01',
  },
  {
    id: 'aldermoor',
    name: 'Aldermoor Compute',
    country: 'IE',
    agreement: 'https://example.org/b',
    until: '2026-01-01',
  },
];
const pins = {
  ...{ only: ['nordlicht'], allow_fallbacks: false, data_collection: 'deny', zdr: true, require_parameters: true },
};
let db: WholeDatabase;
let web: RunningWeb;
let guildId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db, { env: { AI_API_KEY: 'a key of this test', AI_VENDORS: JSON.stringify(vendors) } });
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
const pageOf = async (browser: Browser, path: string) => (await browser.get(path)).text();

/** A call that was made for somebody, in the ledger. */
const putCall = (person: PersonaName, model: string) =>
  db.prisma.aiCall.create({
    data: {
      ...{ id: randomUUID(), feature: 'assistant', promptVersion: 7, personId: BigInt(idOf(person)), model, pins },
      ...{
        guildId: BigInt(guildId),
        fields: ['question', 'totals'],
        redacted: 3,
        vendor: 'nordlicht',
        outcome: 'done',
      },
      ...{ at: new Date(), endedAt: new Date(), tokensIn: 321, tokensOut: 12, reservedNanos: 9n, costNanos: 42_000n },
    },
  });

const CANARY = 'quokka wrote this';

/** A conversation with an answer and a proposal of a model, one that staff look at, and a report that a model worded. */
async function putConversation() {
  const own = { personId: BigInt(idOf('owner')), guildId: BigInt(guildId) };
  const { id: callId } = await putCall('owner', 'canary/label');
  const [threadId, turnId] = [randomUUID(), randomUUID()];
  const now = new Date();
  await db.prisma.assistantThread.create({
    data: { ...own, id: threadId, title: 'Talk', origin: 'dashboard', createdAt: now, changedAt: now },
  });
  await db.prisma.assistantTurn.create({
    data: {
      ...{ ...own, id: turnId, threadId, number: 1, askedAt: now, question: 'Q', answer: CANARY, state: 'done' },
      ...{ sources: [], unsupported: [], callIds: [callId], writtenBy: 'model' },
    },
  });
  await db.prisma.assistantProposal.create({
    data: {
      ...{ ...own, id: randomUUID(), turnId, number: 1, state: 'open' },
      content: { kind: 'message', text: CANARY, channelId: null },
    },
  });
  await db.prisma.aiSample.create({ data: { callId, feature: 'assistant', text: CANARY, at: now } });
  const facts = [
    {
      ...{
        id: 'f1',
        kind: 'change',
        measure: 'messages',
        channelId: null,
        noteId: null,
        direction: 'up',
        sure: 'clear',
      },
      ...{ fromDay: 20_000, toDay: 20_006, values: { now: 200, was: 100, change: 1 } },
    },
  ];
  await db.prisma.insightReport.create({
    data: {
      ...{ id: randomUUID(), guildId: own.guildId, kind: 'weekly', fromDay: 20_000, toDay: 20_006, timeZone: 'UTC' },
      ...{ facts, writtenAt: now, locale: 'en', wording: 'model', withheld: 0, tries: 1 },
      sentences: [{ facts: ['f1'], text: CANARY }],
    },
  });
  return { personId: own.personId, threadId };
}

/** An entry of knowledge that a model proposed and somebody accepted. */
async function putEntry(): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(
    `INSERT INTO knowledge_node (guild_id, id, kind, title, text, source, revision, search, created_at, updated_at)
     VALUES ($1, gen_random_uuid(), 'rule', $2, $2, 'proposal', 1, '', now(), now()) RETURNING id`,
    [guildId, CANARY],
  );
  return rows[0]?.id ?? '';
}

test('the register page is the register: every use, every company, every decision, and no other', async () => {
  const html = await pageOf(new Browser(web), '/ai');
  const { t } = speakerOf('en');
  const shown = [...html.matchAll(/<section id="([a-z-]+)" aria-labelledby="\1-title"/g)].map(([, name]) => name);
  expect(shown).toEqual(Object.keys(register));
  expect(html.includes(t('ai:none'))).toBe(shown.length === 0);
  for (const [name, feature] of Object.entries(register)) {
    const words = english.ai.feature[name as keyof typeof english.ai.feature];
    const { by, document } = feature.assessment;
    for (const said of [words.name, words.does, words.assessment, by, document]) expect(html).toContain(said);
    for (const field of feature.fields) expect(html).toContain(t(`ai:field.${field}`));
  }
  for (const { name, agreement } of vendors) for (const said of [name, agreement]) expect(html).toContain(said);
  for (const said of ['Germany', 'Ireland', 'In force', 'Ended']) expect(html).toContain(said);
  for (const kind of decisionKinds) expect(html).toContain(t(`ai-policy:decisions.kind.${kind}`));
});

test('it is there in every language, and every page leads to it', async () => {
  for (const locale of locales.filter((one) => !one.startsWith('en-'))) {
    const answered = await new Browser(web).get('/ai', { 'accept-language': locale });
    expect([answered.status, (await answered.text()).includes(speakerOf(locale).t('ai:people.title'))]).toEqual([
      200,
      true,
    ]);
  }
  for (const path of ['/', '/privacy', '/trust']) expect(await pageOf(new Browser(web), path)).toContain('href="/ai"');
});

test('staff switch a company off with a reason; the register says so at once, and who did it is written down', async () => {
  const staff = await signedIn('staff');
  const send = (fields: Record<string, string>) => staff.post('/staff/ai', fields);
  const off = { thing: 'vendor:nordlicht', to: 'off', reason: 'answers of a drill' };
  for (const wrong of [
    { ...off, reason: 'x' },
    { ...off, thing: 'vendor:nobody' },
    { ...off, to: '' },
  ])
    expect((await send(wrong)).status).toBe(400);
  expect(await db.prisma.aiSwitch.count()).toBe(0);
  expect((await send(off)).headers.get('location')).toBe('/staff/ai?done=switched');
  expect(await pageOf(new Browser(web), '/ai')).toContain('Switched off by staff');
  const page = await pageOf(staff, '/staff/ai');
  for (const said of ['answers of a drill', 'Switched AI off', 'Agreement ends in 0 days'])
    expect(page).toContain(said);
  await send({ ...off, to: 'on' });
  expect(await pageOf(new Browser(web), '/ai')).not.toContain('Switched off by staff');
  expect((await (await signedIn('member')).post('/staff/ai', off)).status).toBe(404);
});

test('what a model wrote is marked wherever it is read, and said to be able to be wrong; what rules wrote says so', async () => {
  const { t } = speakerOf('en');
  const { personId, threadId } = await putConversation();
  const owner = await signedIn('owner');
  const staff = await signedIn('staff');
  const page = (path: string) => pageOf(owner, `/guilds/${guildId}${path}`);
  const thread = await page(`/assistant/${threadId}`);
  const drawn = (by: WrittenBy) => {
    const text = { kind: 'text', text: CANARY, by } as const;
    const coming = followAnswer(beginAnswer('Q', null, null), text);
    return renderToStaticMarkup(
      createElement(
        SpeechContext.Provider,
        { value: speechOf(speakerOf('en')) },
        createElement(ComingTurn, { coming, guildId }),
      ),
    );
  };
  const shown: Partial<Record<Surface, string>> = {
    answer: thread,
    proposal: thread.slice(thread.indexOf('id="proposal-')),
    'coming-answer': drawn('model'),
    entry: await page(`/knowledge/${await putEntry()}`),
    'answer-file': await page('/assistant.md'),
    report: await page('/insights'),
    'report-file': await page('/insights.md'),
    sample: await pageOf(staff, '/staff/ai/reviews'),
  };
  expect(Object.keys(shown).toSorted()).toEqual(
    surfaceNames.filter((one) => surfaces[one].at === 'dashboard').toSorted(),
  );
  for (const [surface, text] of Object.entries(shown) as [Surface, string][]) {
    expect(text, surface).toContain(CANARY);
    for (const words of [t(surfaces[surface].says), t(surfaces[surface].warns)]) expect(text, surface).toContain(words);
    if (!surface.endsWith('-file')) expect(text, surface).toContain('data-written-by="model"');
  }
  const json: { threads: { turns: { writtenBy: string }[] }[] } = JSON.parse(await page('/assistant.json'));
  expect(json.threads.flatMap(({ turns }) => turns.map(({ writtenBy }) => writtenBy))).toEqual(['model']);
  expect(thread).not.toContain(t('assistant:critical.title'));

  await db.pool.query(
    `UPDATE assistant_turn SET written_by = 'rules', question = 'Which medication helps?' WHERE person_id = $1`,
    [personId],
  );
  const byRules = await page(`/assistant/${threadId}`);
  const answer = byRules.slice(byRules.indexOf('data-written-by="rules"'), byRules.indexOf('id="proposal-'));
  expect(answer).toContain(t('assistant:page.turn.rules'));
  expect(answer).not.toContain(t('assistant:page.turn.mark'));
  for (const words of [t('assistant:critical.title'), t('assistant:critical.health')])
    for (const text of [answer, await page('/assistant.md')]) expect(text).toContain(words);
  expect(drawn('rules')).toContain(t('assistant:page.turn.rules'));
  await db.prisma.aiCall.deleteMany();
});

test('staff say what was changed because of what people said, and the register has it', async () => {
  const staff = await signedIn('staff');
  expect(await pageOf(staff, '/staff/ai')).toContain('There is nothing yet that a change could come from.');
  await db.pool.query(`INSERT INTO ai_feedback_week VALUES ('assistant', 20773, 31, 11, 17, now())`);
  const page = await pageOf(staff, '/staff/ai');
  for (const said of ['Nov 16, 2026', '31', '17', 'value="feedback:assistant:20773"']) expect(page).toContain(said);
  const change = {
    intent: 'change',
    source: 'feedback:assistant:20773',
    words: 'Answers name <b>days</b> without data.',
  };
  for (const wrong of [
    { ...change, words: 'short' },
    { ...change, source: '' },
    { ...change, source: 'feedback:assistant:20780' },
  ])
    expect((await staff.post('/staff/ai', wrong)).status).toBe(400);
  expect(await pageOf(new Browser(web), '/ai')).toContain('No change so far.');
  expect((await (await signedIn('member')).post('/staff/ai', change)).status).toBe(404);
  expect((await staff.post('/staff/ai', change)).headers.get('location')).toBe('/staff/ai?done=changed');
  const register = await pageOf(new Browser(web), '/ai');
  for (const said of [
    '1 change so far',
    'Answers name &lt;b&gt;days&lt;/b&gt; without data.',
    'in the week of Nov 16, 2026',
  ])
    expect(register).toContain(said);
  expect(await pageOf(staff, '/staff/ai')).toContain('Said what was changed about AI');
});

test('a person says no and yes again, and reads and takes along what was asked for them and nobody else', async () => {
  const person = await signedIn('member');
  expect((await person.post('/account/ai', { intent: 'say-no', feature: 'no such use' })).status).toBe(400);
  expect((await person.post('/account/ai', { intent: 'say-no', feature: '' })).headers.get('location')).toBe(
    '/account/ai?done=saved',
  );
  expect(await pageOf(person, '/account/ai')).toContain('You said no to every use.');
  expect(await db.prisma.aiOptOut.findMany()).toMatchObject([{ userId: BigInt(idOf('member')), feature: '' }]);
  await person.post('/account/ai', { intent: 'allow', feature: '' });
  expect(await db.prisma.aiOptOut.count()).toBe(0);
  expect((await person.post('/account/ai', { intent: 'keep', days: '7' })).status).toBe(400);
  await person.post('/account/ai', { intent: 'keep', days: '90' });
  expect(await pageOf(person, '/account/ai')).toContain('<option value="90" selected="">');
  expect(await db.prisma.assistantExpiry.findMany()).toMatchObject([
    { personId: BigInt(idOf('member')), keepDays: 90 },
  ]);
  await person.post('/account/ai', { intent: 'keep', days: '' });
  expect(await db.prisma.assistantExpiry.count()).toBe(0);

  expect(await pageOf(person, '/account/ai')).toContain('Yours counts along.');
  await person.post('/account/ai', { intent: 'say-no', feature: 'improvement' });
  expect(await pageOf(person, '/account/ai')).toContain('Yours is left out.');
  expect(await db.prisma.aiOptOut.findMany()).toMatchObject([{ feature: 'improvement' }]);
  await person.post('/account/ai', { intent: 'allow', feature: 'improvement' });
  expect(await db.prisma.aiOptOut.count()).toBe(0);

  await putCall('member', 'canary/of-member');
  await putCall('owner', 'canary/of-owner');
  for (const path of ['/account/ai', '/account/ai.csv', '/account/ai.json']) {
    const seen = await pageOf(person, path);
    for (const said of ['canary/of-member', 'nordlicht', '321']) expect(seen, path).toContain(said);
    expect(seen, path).not.toContain('canary/of-owner');
  }
  expect(await pageOf(person, '/account/ai')).toContain('3 values masked');
  expect(JSON.parse(await pageOf(person, '/account/ai.json')).calls).toMatchObject([
    { feature: 'assistant', prompt_version: 7, fields: ['question', 'totals'], masked: 3, cost_nanos: '42000' },
  ]);
  expect(await pageOf(person, '/account/ai.csv')).toMatch(/^id,at,feature,.*\n.*,assistant,7,.*,question totals,3,/);
  for (const path of ['/account', '/privacy']) expect(await pageOf(person, path)).toContain('href="/account/ai"');
});

test('who manages a server says no for it, sees what it used up today, and the record has it', async () => {
  const manager = await signedIn('manager');
  const address = `/guilds/${guildId}/ai`;
  await manager.post(address, { intent: 'say-no', feature: '' });
  const page = await pageOf(manager, address);
  for (const said of ['This server said no to every use.', '$0.000084']) expect(page).toContain(said);
  expect(await db.prisma.aiGuildOptOut.count()).toBe(1);
  expect(await pageOf(manager, `/guilds/${guildId}/audit`)).toContain('Said no to AI for the server');
  await manager.post(address, { intent: 'allow', feature: '' });
  expect(await db.prisma.aiGuildOptOut.count()).toBe(0);
});

test('staff look at an answer once; whose it is reads what they said', async () => {
  const { id: callId } = await putCall('owner', 'canary/looked-at');
  const text = '[name 1] says <b>hello</b>';
  await db.prisma.aiSample.create({
    data: { callId, feature: 'assistant', personId: BigInt(idOf('owner')), text, at: new Date() },
  });
  const [staff, owner] = [await signedIn('staff'), await signedIn('owner')];
  expect(await pageOf(staff, '/staff')).toContain('1 answer waits to be looked at');
  expect(await pageOf(staff, '/staff/ai/reviews')).toContain('[name 1] says &lt;b&gt;hello&lt;/b&gt;');
  expect(await pageOf(owner, '/account/ai')).toContain('Waits to be looked at');
  const send = () => staff.post('/staff/ai/reviews', { callId, verdict: 'harmful', note: 'rude' });
  expect((await send()).headers.get('location')).toBe('/staff/ai/reviews?done=saved');
  expect((await send()).status).toBe(409);
  expect(await pageOf(owner, '/account/ai')).toContain('Harmful');
  expect(await pageOf(owner, '/privacy/me')).toContain('rude');
  expect((await owner.get('/staff/ai/reviews')).status).toBe(404);
});

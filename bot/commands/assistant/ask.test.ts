import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tellInsights } from '#bot/reports/tell-insights.ts';
import { features } from '#core/ai/features.ts';
import { createModelAccess } from '#core/ai/model-client.server.ts';
import { type Surface, surfaceNames, surfaces } from '#core/ai/rules/surfaces.ts';
import { english } from '#core/i18n/english.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { describeModelEndpoint, type RunningModel, startModel } from '../../../simulator/model/start-model.ts';
import { registerCommandHandlers } from '../dispatch.ts';
import { type CommandRig, fakeClient, interaction, startCommandRig } from '../testing/command-rig.ts';

const words = english.commands.ask;
const MANAGER = '32';

let rig: CommandRig;
let running: RunningModel;
beforeAll(async () => {
  [rig, running] = await Promise.all([startCommandRig(), startModel()]);
}, 60_000);
beforeEach(() => rig.db.prisma.assistantThread.deleteMany());
afterAll(async () => {
  await running?.stop();
  await rig?.close();
});

interface Body {
  type?: number;
  data?: { content: string; flags?: number };
  content?: string;
  allowed_mentions?: unknown;
}

/** What the bot says at first, and what it puts in its place. */
async function ask(question: string, withModel = false) {
  const { apiUrl, key, models, vendors } = describeModelEndpoint(running);
  const [first = '', ...others] = models;
  const access = createModelAccess(
    {
      ...{ apiKey: key, apiUrl, vendors, models: [first, ...others] },
      ...{ prices: { prompt: 4, completion: 15 }, dayBudget: 1_000 },
    },
    features,
  );
  const { assistant } = rig.deps;
  // The day of the assessment at least, whenever the tests run.
  const clock = { now: () => Math.max(Date.now(), Date.parse(features.assistant.assessment.on)) };
  const ai = { ...assistant.ai, clock, models: withModel ? access : null };
  const sent: [route: string, body: Body][] = [];
  const fake = fakeClient(sent);
  registerCommandHandlers(fake, { ...rig.deps, assistant: { ...assistant, ai } });
  fake.emit(interaction(rig, 'ask', MANAGER, { question }));
  await expect.poll(() => sent.length, { timeout: 15_000 }).toBe(2);
  return { first: sent[0]?.[1], last: sent[1]?.[1] };
}

test('without a model, search and rules answer, for the asker alone, with links to the dashboard', async () => {
  const { first, last } = await ask('How is premium set here?');
  expect(first).toMatchObject({ type: 4, data: { content: words.working, flags: 64 } });
  expect(last?.allowed_mentions).toEqual({ parse: [] });
  expect(last?.content).toContain(english.assistant.rules.lead);
  expect(last?.content).not.toContain(words.ai);
  expect(last?.content).toContain(`(<https://procord.example/guilds/${rig.guildId}/digest>)`);
  expect(last?.content).toMatch(/\(<https:\/\/procord\.example\/guilds\/\d+\/assistant\/[\w-]{36}>\)$/);
});

test('what a model writes is text, marked as written by an AI, and no longer than a message may be', async () => {
  const nasty = '@everyone ![x](https://attacker.example/a.png) <@400000000000000001> ';
  running.model.script.add([
    { when: 'Do your worst', times: null, text: nasty + 'All is well. '.repeat(300), toolCalls: [] },
  ]);
  running.model.modes.set({ mode: 'scripted' });
  const { last } = await ask('Do your worst', true);
  const content = last?.content ?? '';
  expect(content.length).toBeLessThanOrEqual(2_000);
  expect(content).toContain('All is well.');
  expect(content).toContain(words.ai);
  expect(content).not.toMatch(/@everyone|https:\/\/attacker|<@\d|\]\(https/);
  running.model.modes.set({ mode: 'helpful' });
});

test('wherever a model is read in Discord it is marked, and said to be able to be wrong; and what to check is said', async () => {
  running.model.script.add([{ when: 'medication', times: null, text: 'Take two.', toolCalls: [] }]);
  running.model.modes.set({ mode: 'scripted' });
  const { last } = await ask('Which medication helps?', true);
  running.model.modes.set({ mode: 'helpful' });
  const { t } = speakerOf('en');
  const shown: Partial<Record<Surface, string>> = {
    'discord-answer': last?.content ?? '',
    digest: await digest('model'),
  };
  expect(Object.keys(shown).toSorted()).toEqual(
    surfaceNames.filter((one) => surfaces[one].at === 'discord').toSorted(),
  );
  for (const [surface, text] of Object.entries(shown) as [Surface, string][])
    for (const words of [t(surfaces[surface].says), t(surfaces[surface].warns)]) expect(text, surface).toContain(words);
  expect(last?.content).toContain(`**${t('assistant:critical.title')}.** ${t('assistant:critical.health')}`);
  for (const text of [(await ask('Which medication helps?')).last?.content, await digest('rules')])
    for (const { says, warns } of [surfaces['discord-answer'], surfaces.digest])
      for (const words of [t(says), t(warns)]) expect(text).not.toContain(words);
});

/** What the digest of a week tells of its insights, which somebody worded. */
async function digest(wording: 'model' | 'rules'): Promise<string> {
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
  await rig.db.prisma.insightReport.deleteMany();
  await rig.db.prisma.insightReport.create({
    data: {
      ...{ id: randomUUID(), guildId: BigInt(rig.guildId), kind: 'weekly', fromDay: 20_000, toDay: 20_006 },
      ...{
        timeZone: 'UTC',
        facts,
        writtenAt: new Date(),
        locale: 'en',
        wording,
        why: wording === 'rules' ? 'no-model' : null,
        withheld: 0,
        tries: 1,
      },
      sentences: wording === 'model' ? [{ facts: ['f1'], text: 'Messages rose to 200.' }] : [],
    },
  });
  const week = { guildId: rig.guildId, toDay: 20_006 };
  return (await tellInsights(rig.db, week, { locale: 'en', t: speakerOf('en').t })).join('\n');
}

test('the newest conversation from Discord goes on', async () => {
  await ask('How is premium set here?');
  await ask('And the digest?');
  const threads = await rig.db.prisma.assistantThread.findMany({ include: { turns: { orderBy: { number: 'asc' } } } });
  expect(threads).toMatchObject([
    {
      personId: BigInt(rig.ownerId),
      origin: 'discord',
      turns: [{ question: 'How is premium set here?' }, { question: 'And the digest?' }],
    },
  ]);
});

test('no question is no conversation', async () => {
  const { last } = await ask('   ');
  expect(last?.content).toBe(words.noQuestion);
  expect(await rig.db.prisma.assistantThread.count()).toBe(0);
});

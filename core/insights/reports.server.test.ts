import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { features } from '#core/ai/features.ts';
import { listEvaluations } from '#core/ai/list-evaluations.server.ts';
import { runEvaluation } from '#core/ai/run-evaluation.server.ts';
import { setGuildOptOut } from '#core/ai/set-guild-opt-out.server.ts';
import { setOptOut } from '#core/ai/set-opt-out.server.ts';
import { type AiRig, GUILD, PERSON, startAiRig } from '#core/ai/testing/ai-rig.ts';
import { deleteGuildRows } from '#core/platform/personal-data.server.ts';
import { askReport } from './ask-report.server.ts';
import type { InsightsDeps } from './deps.server.ts';
import { insightEvaluations } from './evaluations.ts';
import { getReport } from './get-report.server.ts';
import { listReports } from './list-reports.server.ts';
import { composeReport } from './rules/compose-report.ts';
import { sweepInsights } from './sweep-insights.server.ts';
import { CHANNEL, DAY_MS, MONDAY, putWeeks } from './testing/put-weeks.ts';
import { wordWaiting } from './word-waiting.server.ts';
import { writeDueReports } from './write-due-reports.server.ts';

let rig: AiRig;
let nowMs = MONDAY * DAY_MS + 10 * 3_600_000;
const clock = { now: () => nowMs };
const deps = (): InsightsDeps => ({ ...rig.deps, clock, counts: rig.db, register: features });
const names = { channel: (id: string) => (id === CHANNEL ? '#lounge' : '#?'), note: () => '' };

beforeAll(async () => {
  rig = await startAiRig({}, features);
  await putWeeks(rig.db, GUILD);
});
afterAll(() => rig.close());
beforeEach(async () => {
  nowMs = MONDAY * DAY_MS + 10 * 3_600_000;
  rig.running.model.modes.clear();
  rig.running.model.forgetRequests();
  await rig.db.pool.query('TRUNCATE insight_report, ai_call, ai_sample, ai_refusal, ai_opt_out, ai_guild_opt_out');
});

const newest = async () => {
  const report = await getReport(rig.db, { guildId: GUILD, reportId: null });
  if (!report) throw new Error('no report');
  return report;
};
const wordAll = () => wordWaiting(deps(), { untilMs: nowMs + 60_000 });
const ask = (asker = PERSON) =>
  askReport(deps(), { guildId: GUILD, personId: asker }, { timeZone: 'UTC', locale: 'en' });

test('a week is told of once, however often and at once it is written, from the hour at which it is due', async () => {
  nowMs = MONDAY * DAY_MS + 2 * 3_600_000;
  expect(await writeDueReports(deps())).toBe(0);
  nowMs += 2 * 3_600_000;
  const written = await Promise.all([writeDueReports(deps()), writeDueReports(deps()), writeDueReports(deps())]);
  expect(written.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(await writeDueReports(deps())).toBe(0);
  const report = await newest();
  expect(report).toMatchObject({
    kind: 'weekly',
    wording: 'waiting',
    period: { fromDay: MONDAY - 7, toDay: MONDAY - 1 },
  });
  expect(composeReport(report, 'en', names).map(({ text }) => text)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Messages: 2,1\d\d, /),
      expect.stringMatching(/^Messages in #lounge: /),
    ]),
  );
  nowMs += 7 * DAY_MS;
  expect(await writeDueReports(deps()), 'nothing was counted in that week').toBe(0);
});

test('the set of known numbers is asked through the same door, for nobody, and kept for the trend', async () => {
  const [wording] = insightEvaluations;
  if (!wording) throw new Error('there is no set');
  const asked = wording.questions.length;
  expect(await runEvaluation(deps(), wording)).toMatchObject({ asked, right: asked, failed: 0, feature: 'insights' });
  expect(await listEvaluations(rig.db, { limit: 1 })).toMatchObject([{ evaluation: 'wording', asked, right: asked }]);
  const calls = await rig.db.prisma.aiCall.findMany({ distinct: ['personId', 'guildId', 'feature'] });
  expect(calls).toMatchObject([{ personId: null, guildId: null, feature: 'insights' }]);
});

test('a model words it from totals alone, and what does not hold is withheld, counted and not kept', async () => {
  await writeDueReports(deps());
  const { facts } = await newest();
  const [first, second] = facts;
  rig.mode({ mode: 'scripted' });
  rig.running.model.script.add([
    {
      ...{ text: '', toolCalls: [], times: 1 },
      structured: {
        sentences: [
          { facts: [first?.id], text: 'Messages rose to 9,999.' },
          { facts: [second?.id], text: sentenceOf(second?.channelId ?? null) },
        ],
      },
    },
  ]);
  expect(await wordAll()).toBe(1);
  const report = await newest();
  expect(report).toMatchObject({ wording: 'model', withheld: 1, why: null });
  expect(report.sentences).toHaveLength(1);
  expect(JSON.stringify(report)).not.toContain('9,999');
  const lines = composeReport(report, 'en', names);
  expect(lines.map(({ by }) => by)).toContain('model');
  expect(lines.flatMap((line) => line.facts.map(({ id }) => id)).sort()).toEqual(facts.map(({ id }) => id).sort());
  expect(composeReport(report, 'de', names).every(({ by }) => by === 'rules')).toBe(true);
  const [request] = rig.running.model.requests;
  const sent = JSON.stringify(request?.body);
  expect(sent).toContain('{c1}');
  for (const id of [CHANNEL, GUILD, PERSON]) expect(sent).not.toContain(id);
  expect((await rig.calls())[0]).toMatchObject({
    feature: 'insights',
    personId: null,
    guildId: BigInt(GUILD),
    fields: ['totals'],
  });
  expect(await wordAll(), 'it is worded once').toBe(0);
});
const sentenceOf = (channelId: string | null) => (channelId === null ? 'Messages rose.' : 'Messages rose in {c1}.');

test('the stand-in, as it is, says the sentences of the rules again, and all of them hold', async () => {
  await writeDueReports(deps());
  await wordAll();
  expect(await newest()).toMatchObject({ wording: 'model', withheld: 0 });
});

test('who wants no AI gets the same facts by rules: a guild, a person, and an instance without a model', async () => {
  await setGuildOptOut(deps(), { guildId: GUILD }, { feature: 'insights', out: true, personId: PERSON });
  await writeDueReports(deps());
  await wordAll();
  expect(await newest()).toMatchObject({ wording: 'rules', why: 'guild-opted-out', sentences: [] });
  await setGuildOptOut(deps(), { guildId: GUILD }, { feature: 'insights', out: false, personId: PERSON });
  await setOptOut(deps(), { personId: PERSON }, { feature: 'insights', out: true });
  nowMs += 1_000;
  await ask();
  expect(await newest()).toMatchObject({ kind: 'asked', wording: 'rules', why: 'opted-out' });
  nowMs += 1_000;
  await askReport({ ...deps(), models: null }, { guildId: GUILD, personId: '4' }, { timeZone: 'UTC', locale: 'de' });
  expect(await newest()).toMatchObject({ wording: 'rules', why: 'no-model' });
  expect(rig.running.model.received).toBe(0);
});

test('three a day, also at once; and none where nothing was counted', async () => {
  rig.mode({ mode: 'failing', how: 'status', status: 400, afterChunks: 0 });
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask()));
  expect(answers.filter((one) => 'reportId' in one)).toHaveLength(3);
  expect(answers.filter((one) => 'problem' in one && one.problem === 'too-many')).toHaveLength(2);
  expect((await newest()).why).toBe('failed');
  nowMs += DAY_MS + 1;
  expect('reportId' in (await ask())).toBe(true);
  nowMs += 30 * DAY_MS;
  expect(await ask()).toEqual({ problem: 'no-days' });
  expect(await listReports(rig.db, { guildId: '500000000000000009' })).toEqual([]);
  const [one] = await listReports(rig.db, { guildId: GUILD });
  await expect(getReport(rig.db, { guildId: '500000000000000009', reportId: one?.id ?? '' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('what was cut off is worded again once, and then left to the rules', async () => {
  await writeDueReports(deps());
  const { id } = await newest();
  for (const [tries, outcome] of [
    [1, 'model'],
    [2, 'rules'],
  ] as const) {
    await rig.db.prisma.insightReport.update({
      where: { id },
      data: { wording: 'waiting', why: null, sentences: [], tries },
    });
    expect(await wordAll(), 'somebody may be at it').toBe(0);
    nowMs += 3 * 60_000;
    expect(await wordAll()).toBe(1);
    expect((await newest()).wording).toBe(outcome);
    nowMs -= 3 * 60_000;
  }
});

test('reports go after 400 days, and with their guild', async () => {
  await writeDueReports(deps());
  nowMs += 400 * DAY_MS - 1;
  expect(await sweepInsights(deps())).toBe(0);
  nowMs += 1;
  expect(await sweepInsights(deps())).toBe(1);
  nowMs -= 400 * DAY_MS;
  await writeDueReports(deps());
  const client = await rig.db.pool.connect();
  await deleteGuildRows('public.insight_report').erase(client, { guildId: GUILD, anewMs: null }, 0);
  client.release();
  expect(await rig.db.prisma.insightReport.count()).toBe(0);
});

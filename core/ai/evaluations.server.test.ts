import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readOpenAlerts } from '#core/gateway/alerts.server.ts';
import { type Evaluation, evaluations } from './evaluations.ts';
import { listEvaluations } from './list-evaluations.server.ts';
import { isDue, worryOf } from './rules/evaluate.ts';
import type { EvaluationRun } from './rules/views.ts';
import { runDueEvaluations } from './run-due-evaluations.server.ts';
import { runEvaluation } from './run-evaluation.server.ts';
import { setSwitch } from './set-switch.server.ts';
import { type AiRig, startAiRig, trial } from './testing/ai-rig.ts';
import { wantEvaluation } from './want-evaluation.server.ts';
import { watchReviews } from './watch-reviews.server.ts';

const DAY_MS = 86_400_000;
const staff = { reason: 'a drill', staffId: '900000000000000001' };
const ask = (text: string) => ({
  messages: [{ role: 'user' as const, parts: [{ field: 'question' as const, text }] }],
});
const colours: Evaluation = {
  ...{ name: 'colours', feature: 'assistant', mostNanos: 10n ** 9n, leastShare: 0.6 },
  questions: ['sky', 'grass', 'snow'].map((of) => ({
    ask: ask(`Colour of the ${of}?`),
    isRight: (answer) => answer === `colour of ${of}`,
  })),
};
let rig: AiRig;
beforeAll(async () => {
  rig = await startAiRig({}, { assistant: trial });
});
afterAll(() => rig.close());
beforeEach(async () => {
  rig.running.model.modes.clear();
  await rig.db.pool.query('TRUNCATE ai_call, ai_sample, ai_switch, ai_evaluation, gateway.alert');
});

/** The next answers, one for each question. */
function script(...texts: string[]): void {
  rig.mode({ mode: 'scripted', next: texts.length });
  rig.running.model.script.add(texts.map((text) => ({ text, toolCalls: [], times: 1 })));
}
const alerts = async () => (await readOpenAlerts(rig.db)).map(({ kind, scope }) => `${kind} ${scope}`);

test('a set is asked for nobody, its answers are counted, and every call is in the ledger', async () => {
  script('colour of sky', 'I do not know', 'colour of snow');
  expect(await runEvaluation(rig.deps, colours)).toMatchObject({ asked: 3, right: 2, failed: 0, promptVersion: 1 });
  const calls = await rig.calls();
  expect(calls.map(({ personId, guildId, feature }) => [personId, guildId, feature])).toEqual(
    Array(3).fill([null, null, 'assistant']),
  );
  const cost = calls.reduce((sum, call) => sum + (call.costNanos ?? 0n), 0n);
  expect(await listEvaluations(rig.db, { limit: 5 })).toMatchObject([
    { evaluation: 'colours', right: 2, costNanos: cost },
  ]);
});

test('it ends with its money, and asks nothing where the use is switched off or not on the list', async () => {
  expect(await runEvaluation(rig.deps, { ...colours, mostNanos: 1n })).toMatchObject({ asked: 1 });
  await setSwitch(rig.deps, { thing: { kind: 'feature', name: 'assistant' }, off: true, ...staff });
  expect(await runEvaluation(rig.deps, colours)).toEqual({ refused: 'switched-off' });
  expect(await runEvaluation({ ...rig.deps, register: {} }, colours)).toEqual({ refused: 'unknown' });
  expect(await rig.db.prisma.aiEvaluation.count()).toBe(1);
});

test('what is due is asked once, again when staff want it, and an alarm is open while it goes badly', async () => {
  const run = () => runDueEvaluations(rig.deps, { evaluations: [colours] });
  script('colour of sky', 'colour of grass', 'colour of snow');
  expect([await run(), await run(), await alerts()]).toEqual([['colours'], [], []]);
  await wantEvaluation(rig.deps, staff);
  script('no', 'no', 'no');
  expect([await run(), await alerts()]).toEqual([['colours'], ['ai-quality colours']]);
  await wantEvaluation(rig.deps, staff);
  script('colour of sky', 'colour of grass', 'colour of snow');
  expect([await run(), await alerts()]).toEqual([['colours'], []]);
  expect(await runDueEvaluations({ ...rig.deps, models: null }, { evaluations: [colours] })).toEqual([]);
});

test('the set of this room can be answered by who looks into its table, and knows what is right', async () => {
  const [totals] = evaluations;
  if (!totals) throw new Error('there is no set');
  const run = await runEvaluation(rig.deps, totals);
  const asked = totals.questions.length;
  expect(run).toMatchObject({ asked, right: asked, failed: 0 });
  const [first] = totals.questions;
  expect([first?.isRight('{"value":412}'), first?.isRight('{"value":411}'), first?.isRight('412')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(rig.running.model.unpinned).toEqual([]);
});

test('answers that nobody looks at in a week open an alarm, which closes once somebody did', async () => {
  await runEvaluation({ ...rig.deps, register: { assistant: { ...trial, reviewOneIn: 1 } } }, colours);
  const later = { db: rig.db, clock: { now: () => Date.now() + 8 * DAY_MS } };
  expect([await watchReviews(rig.deps), await alerts()]).toEqual([0, []]);
  expect([await watchReviews(later), await alerts()]).toEqual([3, ['ai-reviews answers']]);
  await rig.db.pool.query('TRUNCATE ai_sample');
  expect([await watchReviews(later), await alerts()]).toEqual([0, []]);
});

test('when a set is due, and when its trend is a worry', () => {
  const at = new Date(0);
  const last = { at, model: 'a', promptVersion: 1 };
  const now = { ms: 6 * DAY_MS, model: 'a', promptVersion: 1, wantedAt: null };
  expect(isDue(undefined, now)).toBe(true);
  expect(isDue(last, now)).toBe(false);
  for (const other of [{ ms: 7 * DAY_MS }, { model: 'b' }, { promptVersion: 2 }, { wantedAt: new Date(1) }])
    expect(isDue(last, { ...now, ...other })).toBe(true);
  const runs = (...right: number[]) => right.map((one) => ({ right: one, asked: 10 }) as EvaluationRun);
  expect([worryOf(runs(), 0.5), worryOf(runs(9, 9), 0.5), worryOf(runs(8), 0.5)]).toEqual([null, null, null]);
  expect([worryOf(runs(4), 0.5), worryOf(runs(7, 9), 0.5)]).toEqual(['low', 'dropped']);
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askModel } from './ask-model.server.ts';
import { forgetSamples } from './forget-samples.server.ts';
import { isChosen } from './internal/is-chosen.ts';
import { judgeCall } from './judge-call.server.ts';
import { listOptOuts } from './list-opt-outs.server.ts';
import { listOwnCalls } from './list-own-calls.server.ts';
import { listSamples } from './list-samples.server.ts';
import { aiHolder } from './personal-data.server.ts';
import { readGuildUse } from './read-guild-use.server.ts';
import { readOversight } from './read-oversight.server.ts';
import { readRegister } from './read-register.server.ts';
import { reviewAnswer } from './review-answer.server.ts';
import { mondayOf } from './rules/feedback.ts';
import { callOutcomes } from './schema.ts';
import { setGuildOptOut } from './set-guild-opt-out.server.ts';
import { setOptOut } from './set-opt-out.server.ts';
import { setSwitch } from './set-switch.server.ts';
import { sweepCalls } from './sweep-calls.server.ts';
import { type AiRig, GUILD, hear, PERSON, question, startAiRig, trial } from './testing/ai-rig.ts';

const DAY_MS = 86_400_000;
const staff = { reason: 'a drill', staffId: '900000000000000001' };
/** Every answer is looked at. */
const features = { trial: { ...trial, reviewOneIn: 1 } };
let rig: AiRig;
beforeAll(async () => {
  rig = await startAiRig({}, features);
});
afterAll(() => rig.close());
beforeEach(async () => {
  rig.running.model.modes.clear();
  await rig.db.pool.query(
    'TRUNCATE ai_call, ai_sample, ai_refusal, ai_switch, ai_opt_out, ai_guild_opt_out, ai_feedback_week CASCADE',
  );
});

const view = (days = 0) => {
  const { db, register, models } = rig.deps;
  const clock = { now: () => Date.now() + days * DAY_MS };
  return readRegister({ db, clock, register, settings: models.settings });
};
const oversight = () => readOversight({ ...rig.deps, settings: rig.deps.models.settings });

/** Calls of the ledger, as of an hour ago. */
async function put(count: number, outcome: string, more: { vendor?: string } = {}): Promise<void> {
  await rig.db.pool.query(
    `INSERT INTO ai_call (id, feature, prompt_version, fields, redacted, model, vendor, at, ended_at, outcome, tokens_in,
                          tokens_out, reserved_nanos, cost_nanos, pins)
     SELECT gen_random_uuid(), 'trial', 1, '{question}', 0, 'lumen', $3, now() - interval '1 hour',
            now() - interval '1 hour' + make_interval(secs => n), $2, 100, 10, 9, 5,
            '{"only": ["nordlicht"], "allow_fallbacks": false, "data_collection": "deny", "zdr": true, "require_parameters": true}'
       FROM generate_series(1, $1) AS n`,
    [count, outcome, more.vendor ?? 'nordlicht'],
  );
}

test('the register says what the entry says, and numbers that could be of somebody are not said', async () => {
  await put(9, 'done');
  const few = await view();
  expect(few.features).toMatchObject([{ name: 'trial', feature: features.trial, state: 'on' }]);
  expect(few.vendors.map(({ id, state }) => [id, state])).toEqual(
    rig.deps.models.settings.vendors.map(({ id }) => [id, 'in-force']),
  );
  expect(few.features[0]?.figures).toMatchObject({
    ...{ calls: { done: 'few', failed: 0 }, errorShare: null, tokensIn: null, costNanos: null, medianMs: null },
    ...{ judged: null, overriddenShare: null, reviewedShare: null, wrongShare: null, refusals: {} },
  });
  await put(1, 'done');
  await put(10, 'done');
  const today = Math.floor(Date.now() / DAY_MS);
  for (const [ago, kept, overridden] of [
    [14, 30, 10],
    [21, 15, 5],
    [90, 400, 400],
  ] as const)
    await rig.db.pool.query(`INSERT INTO ai_feedback_week VALUES ('trial', $1, $2, $3, 12, now())`, [
      ...[mondayOf(today - ago), kept, overridden],
    ]);
  await put(10, 'failed');
  const { figures } = (await view()).features[0] ?? {};
  expect(figures).toMatchObject({
    ...{ calls: { done: 20, failed: 10, open: 0 }, errorShare: 1 / 3, tokensIn: 3_000, tokensOut: 300 },
    ...{ costNanos: 150n, medianMs: 5_000, judged: 60, overriddenShare: 0.25 },
  });
  expect((await view(31)).features[0]?.figures.calls).toEqual(Object.fromEntries(callOutcomes.map((one) => [one, 0])));
});

test('where a use stands: on, switched off, without an assessment, an agreement or a model', async () => {
  const stateWith = async (change: Partial<Parameters<typeof readRegister>[0]>) => {
    const { db, clock, register, models } = rig.deps;
    const { features } = await readRegister({ db, clock, register, settings: models.settings, ...change });
    return features[0]?.state;
  };
  expect(await stateWith({})).toBe('on');
  expect(await stateWith({ settings: null })).toBe('no-model');
  expect(await stateWith({ settings: { vendors: [] } })).toBe('no-agreement');
  expect(await stateWith({ register: { trial: { ...trial, promptVersion: 2 } } })).toBe('unassessed');
  await setSwitch(rig.deps, { thing: { kind: 'vendor', name: 'nordlicht' }, off: true, ...staff });
  expect(await stateWith({})).toBe('on');
  expect((await view()).vendors.find(({ id }) => id === 'nordlicht')?.state).toBe('switched-off');
  await setSwitch(rig.deps, { thing: { kind: 'all', name: '' }, off: true, ...staff });
  expect(await stateWith({})).toBe('switched-off');
});

test('staff see what is off since when and why, who switched it, what is open and what was spent', async () => {
  const { settings } = rig.deps.models;
  await hear(rig.deps, question());
  await put(2, 'done');
  await rig.db.pool.query(`UPDATE ai_call SET cost_nanos = NULL WHERE vendor = 'nordlicht'`);
  await rig.db.pool.query(
    `UPDATE ai_call SET outcome = 'open', ended_at = NULL WHERE id = (SELECT id FROM ai_call WHERE vendor = 'nordlicht' LIMIT 1)`,
  );
  await setSwitch(rig.deps, { thing: { kind: 'feature', name: 'trial' }, off: true, ...staff });
  const seen = await oversight();
  expect(seen.features).toMatchObject([{ name: 'trial', state: 'switched-off', off: { reason: 'a drill' } }]);
  expect(seen.open).toEqual({ running: 0, stuck: 1, unbilled: 1 });
  expect(seen.samples.waiting).toBe(1);
  expect(seen.today.spentNanos).toBeGreaterThan(0n);
  expect(seen.vendors.map(({ daysLeft }) => daysLeft > 0)).toEqual(settings.vendors.map(() => true));
  expect(seen.history[0]).toMatchObject({
    ...{ action: 'ai.switched_off', actorId: staff.staffId, reason: staff.reason },
    detail: { kind: 'feature', name: 'trial' },
  });
});

test('an answer that chance chose is kept masked, looked at once, and its person is told', async () => {
  rig.mode({ mode: 'scripted', next: 1 });
  rig.running.model.script.add([{ text: 'Ada writes from ada@example.org.', toolCalls: [], times: 1 }]);
  await hear(rig.deps, question({ people: { keep: ['Ada'] } }));
  const { waiting } = await listSamples(rig.deps);
  expect(waiting).toMatchObject([{ feature: 'trial', text: '[name 1] writes from [mail 1].', overdue: false }]);
  const callId = waiting[0]?.callId ?? '';
  const own = () => listOwnCalls(rig.db, { personId: PERSON }, { before: null, limit: 5 });
  expect((await own()).calls).toMatchObject([{ id: callId, review: 'waiting', fields: ['question'], guildId: GUILD }]);
  const review = { callId, verdict: 'wrong' as const, note: 'off by one', staffId: staff.staffId };
  await reviewAnswer(rig.deps, review);
  await expect(reviewAnswer(rig.deps, review)).rejects.toMatchObject({ code: 'conflict' });
  expect((await own()).calls[0]?.review).toBe('wrong');
  expect((await listSamples(rig.deps)).sums).toEqual([
    { feature: 'trial', chosen: 1, reviewed: 1, overdue: 0, verdicts: { good: 0, wrong: 1, harmful: 0 } },
  ]);
  const later = { ...rig.deps, clock: { now: () => Date.now() + 8 * DAY_MS } };
  await hear(rig.deps, question());
  expect((await listSamples(later)).waiting[0]?.overdue).toBe(true);
  expect(await forgetSamples(rig.db, { callIds: [callId] })).toBe(1);
  expect(await sweepCalls({ ...later, clock: { now: () => Date.now() + 31 * DAY_MS } })).toBe(1);
  expect(await rig.db.prisma.aiSample.count()).toBe(0);
});

test('chance takes one of so many, and other ones with another key', () => {
  const calls = Array.from({ length: 5_000 }, (_, number) => `call ${number}`);
  const chosen = (key: string) => calls.filter((call) => isChosen(key, call, 50));
  expect(Math.abs(chosen('a key').length - 100)).toBeLessThan(40);
  expect(chosen('another key')).not.toEqual(chosen('a key'));
  expect(calls.every((call) => isChosen('a key', call, 1))).toBe(true);
});

test('what is cut is not looked at, and erasing its person takes what is', async () => {
  rig.mode({ mode: 'endless', betweenMs: 1 });
  const stopped = await askModel(rig.deps, question());
  if (stopped.state !== 'open') throw new Error(stopped.state);
  for await (const _event of stopped.events) break;
  expect(await rig.db.prisma.aiSample.count()).toBe(0);
  rig.running.model.modes.clear();
  await hear(rig.deps, question());
  const client = await rig.db.pool.connect();
  for (const part of aiHolder.parts) await part.erase(client, { personId: PERSON, guildId: null }, 0);
  client.release();
  expect(await rig.db.prisma.aiSample.count()).toBe(0);
  expect((await listOwnCalls(rig.db, { personId: PERSON }, { before: null, limit: 5 })).calls).toEqual([]);
});

test('a person sees their own calls page by page, and judges no one else’s', async () => {
  for (let asked = 0; asked < 3; asked += 1) await hear(rig.deps, question());
  await hear(rig.deps, question({ personId: '400000000000000002' }));
  const first = await listOwnCalls(rig.db, { personId: PERSON }, { before: null, limit: 2 });
  const rest = await listOwnCalls(rig.db, { personId: PERSON }, { before: first.next, limit: 2 });
  expect([first.calls.length, rest.calls.length, rest.next]).toEqual([2, 1, null]);
  const ids = (await rig.calls()).filter(({ personId }) => personId === BigInt(PERSON)).map(({ id }) => id);
  expect(new Set([...first.calls, ...rest.calls].map(({ id }) => id))).toEqual(new Set(ids));
  const callId = ids[0] ?? '';
  await judgeCall(rig.db, { personId: '400000000000000002' }, { callId, judged: 'overridden' });
  await judgeCall(rig.db, { personId: PERSON }, { callId: ids[1] ?? '', judged: 'overridden' });
  expect((await rig.calls()).filter(({ judged }) => judged !== null).map(({ id }) => id)).toEqual([ids[1]]);
});

test('what people and guilds do not want, and what was used up for a guild today', async () => {
  await setOptOut(rig.deps, { personId: PERSON }, { feature: null, out: true });
  await setGuildOptOut(rig.deps, { guildId: GUILD }, { feature: 'trial', out: true, personId: PERSON });
  expect(await listOptOuts(rig.db, { personId: PERSON })).toEqual([null]);
  expect(await readGuildUse(rig.deps, { guildId: GUILD })).toEqual({ out: ['trial'], today: [] });
  await rig.db.pool.query('TRUNCATE ai_opt_out, ai_guild_opt_out');
  await hear(rig.deps, question());
  const [call] = await rig.calls();
  expect((await readGuildUse(rig.deps, { guildId: GUILD })).today).toEqual([
    { feature: 'trial', calls: 1, spentNanos: call?.costNanos },
  ]);
});

test('a request that is not pinned has no row, and without a row nothing leaves', async () => {
  await hear(rig.deps, question());
  const [call] = await rig.calls();
  expect(rig.running.model.requests.at(-1)?.body).toMatchObject({ provider: call?.pins });
  for (const pins of [
    `'{"only": ["nordlicht"], "allow_fallbacks": true, "data_collection": "deny", "zdr": true, "require_parameters": true}'`,
    `'{"only": [], "allow_fallbacks": false, "data_collection": "deny", "zdr": true, "require_parameters": true}'`,
    `'{"allow_fallbacks": false, "data_collection": "deny", "zdr": true, "require_parameters": true}'`,
    `'{}'`,
  ])
    await expect(rig.db.pool.query(`UPDATE ai_call SET pins = ${pins}`)).rejects.toMatchObject({ code: '23514' });
});

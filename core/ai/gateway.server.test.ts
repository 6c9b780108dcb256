import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { askModel } from './ask-model.server.ts';
import { createModelAccess } from './model-client.server.ts';
import { aiHolder } from './personal-data.server.ts';
import { reserveOf } from './rules/money.ts';
import { setGuildOptOut } from './set-guild-opt-out.server.ts';
import { setOptOut } from './set-opt-out.server.ts';
import { type SwitchedThing, setSwitch } from './set-switch.server.ts';
import { settleCalls } from './settle-calls.server.ts';
import { type AiRig, GUILD, hear, PERSON, question, startAiRig, trial } from './testing/ai-rig.ts';

let rig: AiRig;
beforeAll(async () => {
  rig = await startAiRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  rig.running.model.modes.clear();
  rig.running.model.forgetRequests();
  await rig.db.pool.query(
    'TRUNCATE ai_call, ai_sample, ai_refusal, ai_switch, ai_opt_out, ai_guild_opt_out, under_age_gate',
  );
});

const refused = async (reason: string, asked = question(), deps = rig.deps) => {
  const before = rig.running.model.received;
  expect(await askModel(deps, asked)).toEqual({ state: 'refused', reason });
  expect(rig.running.model.received, 'nothing left').toBe(before);
  const [counted] = await rig.db.prisma.aiRefusal.findMany({ where: { reason } });
  expect(counted?.refusals).toBe(1);
};

test('an answer comes in pieces, and the ledger has what it was, what was in it and what it cost', async () => {
  const { text, end } = await hear(rig.deps, question());
  expect(text.length).toBeGreaterThan(10);
  expect(end).toMatchObject({ outcome: 'done', short: false });
  const [call, ...others] = await rig.calls();
  expect(others).toEqual([]);
  const [billed] = [...rig.running.model.book.generations.values()].slice(-1);
  expect(call).toMatchObject({
    ...{ feature: 'trial', promptVersion: 1, personId: BigInt(PERSON), guildId: BigInt(GUILD), fields: ['question'] },
    ...{ outcome: 'done', vendor: 'nordlicht rechenhaus', model: 'lumen/lumen-4', generationId: billed?.id },
    ...{ tokensIn: billed?.promptTokens, tokensOut: billed?.completionTokens, redacted: 0 },
    costNanos: BigInt(billed?.costMicros ?? 0) * 1_000n,
  });
  expect(call?.reservedNanos).toBeGreaterThan(call?.costNanos ?? 0n);
  const asked = { stream: true, stream_options: { include_usage: true }, user: call?.id };
  expect(rig.running.model.requests.at(-1)?.body).toMatchObject(asked);
});

test('tools and a shape go along, and calls of tools come whole', async () => {
  rig.mode({ mode: 'scripted', next: 1 });
  rig.running.model.script.add([
    { text: '', toolCalls: [{ name: 'read_totals', arguments: { day: '2026-11-17' } }], times: 1 },
  ]);
  const tools = [{ name: 'read_totals', description: 'Totals of a day', input: z.object({ day: z.string() }) }];
  const { calls, end } = await hear(rig.deps, question({ tools }));
  expect(calls).toEqual([{ id: expect.any(String), name: 'read_totals', input: '{"day":"2026-11-17"}' }]);
  expect(end.outcome).toBe('done');
  const shape = { name: 'totals', schema: z.object({ people: z.number() }) };
  expect(JSON.parse((await hear(rig.deps, question({ shape }))).text)).toEqual({ people: expect.any(Number) });
  expect(rig.running.model.unpinned).toEqual([]);
});

test('what is sent is masked, and what the entry does not list is not sent', async () => {
  const text = 'Write to ada@example.org, my name is Ada.';
  const messages = [{ role: 'user' as const, parts: [{ field: 'question' as const, text }] }];
  await hear(rig.deps, question({ messages, people: { names: ['Ada'] } }));
  const sent = JSON.stringify(rig.running.model.requests.at(-1)?.body);
  expect(sent).not.toContain('ada@example.org');
  expect(sent).not.toContain('Ada');
  expect((await rig.calls()).at(-1)?.redacted).toBe(2);
  const other = [{ role: 'user' as const, parts: [{ field: 'settings' as const, text: 'x' }] }];
  await expect(askModel(rig.deps, question({ messages: other }))).rejects.toMatchObject({ code: 'internal' });
  expect(rig.running.model.received).toBe(1);
});

test('refused and counted: unknown, no key, unassessed, no agreement', async () => {
  await refused('unknown', question({ feature: 'constructor' }));
  await refused('no-model', question(), { ...rig.deps, models: null } as unknown as AiRig['deps']);
  const late = { ...trial, assessment: { ...trial.assessment, until: '2026-01-02' } };
  await refused('unassessed', question(), { ...rig.deps, register: { trial: late } });
  const other = { ...trial, promptVersion: 2 };
  expect(await askModel({ ...rig.deps, register: { trial: other } }, question())).toMatchObject({
    reason: 'unassessed',
  });
  const { settings } = rig.deps.models;
  const vendors = settings.vendors.map((vendor) => ({ ...vendor, until: '2026-01-01' }));
  const models = { ...rig.deps.models, settings: { ...settings, vendors } };
  await refused('no-agreement', question(), { ...rig.deps, models });
});

const staff = { reason: 'a drill', staffId: '900000000000000001' };
test.each<SwitchedThing>([
  { kind: 'all', name: '' },
  { kind: 'feature', name: 'trial' },
])('staff switch %o off and on again: the next call of every process sees it', async (thing) => {
  await setSwitch(rig.deps, { thing, off: true, ...staff });
  await refused('switched-off');
  await setSwitch(rig.deps, { thing, off: false, ...staff });
  expect((await hear(rig.deps, question())).end.outcome).toBe('done');
  const events = await rig.db.prisma.auditEvent.findMany({ orderBy: { id: 'desc' }, take: 2 });
  expect(events.map(({ action, actorKind }) => `${action} ${actorKind}`)).toEqual([
    'ai.switched_on staff',
    'ai.switched_off staff',
  ]);
});

test('a vendor that is switched off is not asked; with all of them off nobody is', async () => {
  await setSwitch(rig.deps, { thing: { kind: 'vendor', name: 'nordlicht' }, off: true, ...staff });
  await hear(rig.deps, question());
  expect(rig.running.model.requests.at(-1)?.body).toMatchObject({ provider: { only: ['aldermoor'] } });
  await setSwitch(rig.deps, { thing: { kind: 'vendor', name: 'aldermoor' }, off: true, ...staff });
  await refused('no-agreement');
});

test('no use for people and guilds that do not want it, of one use or of all', async () => {
  for (const feature of ['trial', null]) {
    await setOptOut(rig.deps, { personId: PERSON }, { feature, out: true });
    expect(await askModel(rig.deps, question())).toEqual({ state: 'refused', reason: 'opted-out' });
    await setOptOut(rig.deps, { personId: PERSON }, { feature, out: false });
    await setGuildOptOut(rig.deps, { guildId: GUILD }, { feature, out: true, personId: PERSON });
    expect(await askModel(rig.deps, question())).toEqual({ state: 'refused', reason: 'guild-opted-out' });
    await setGuildOptOut(rig.deps, { guildId: GUILD }, { feature, out: false, personId: PERSON });
  }
  await setOptOut(rig.deps, { personId: PERSON }, { feature: 'another', out: true });
  await setGuildOptOut(rig.deps, { guildId: '500000000000000002' }, { feature: null, out: true, personId: PERSON });
  expect(rig.running.model.received).toBe(0);
  expect((await hear(rig.deps, question())).end.outcome).toBe('done');
});

test('nothing of somebody who is known to be under age', async () => {
  await rig.db.pool.query(
    'INSERT INTO under_age_gate (hash, since) VALUES (sha256((erasure_hashes($1, 0))[1]), now())',
    [PERSON],
  );
  await refused('under-age');
  expect((await hear(rig.deps, question({ personId: null }))).end.outcome).toBe('done');
});

test('fifty at once at the edge of a budget: as many as fit, and no more', async () => {
  const asked = question();
  await hear(rig.deps, asked);
  const [one] = await rig.calls();
  const reserve = one?.reservedNanos ?? 0n;
  await rig.db.pool.query('TRUNCATE ai_call CASCADE');
  const budget = { personNanos: reserve * 1_000n, guildNanos: reserve * 7n + reserve / 2n };
  const deps = { ...rig.deps, register: { trial: { ...trial, budget } } };
  rig.mode({ mode: 'slow', firstMs: 50, betweenMs: 0 });
  const answers = await Promise.all(Array.from({ length: 50 }, () => askModel(deps, asked)));
  const open = answers.filter((answer) => answer.state === 'open');
  expect(open).toHaveLength(7);
  expect(answers.filter((answer) => answer.state === 'refused' && answer.reason === 'over-budget')).toHaveLength(43);
  for (const answer of open) if (answer.state === 'open') for await (const _event of answer.events);
  const spent = (await rig.calls()).reduce((sum, call) => sum + (call.costNanos ?? call.reservedNanos), 0n);
  expect(spent).toBeLessThanOrEqual(budget.guildNanos);
  expect((await hear(deps, asked)).end.outcome, 'what was set aside and not used is there again').toBe('done');
});

test('who stops reading, a signal and the time each end a call, and its bill is read', async () => {
  rig.mode({ mode: 'endless', betweenMs: 1 });
  const stopped = await askModel(rig.deps, question());
  if (stopped.state !== 'open') throw new Error(stopped.state);
  for await (const _event of stopped.events) break;
  const abort = new AbortController();
  const aborted = await askModel(rig.deps, question({ signal: abort.signal }));
  if (aborted.state !== 'open') throw new Error(aborted.state);
  await aborted.events.next();
  abort.abort();
  for await (const _event of aborted.events);
  // By length: a vendor that does not keep to what was asked.
  expect((await hear(rig.deps, question())).end).toMatchObject({ outcome: 'cut', short: true });
  const budget = { personNanos: 10n ** 12n, guildNanos: 10n ** 12n };
  const brief = { ...trial, timeoutMs: 400, maxTokens: 1_000_000, budget };
  expect((await hear({ ...rig.deps, register: { trial: brief } }, question())).end.outcome).toBe('cut');
  expect((await rig.calls()).map(({ outcome, costNanos }) => `${outcome} ${costNanos}`)).toEqual(
    Array(4).fill('cut null'),
  );
  await waitUntilBilled();
  expect(await settleCalls(rig.deps)).toEqual({ settled: 4, open: 0 });
  expect(await spentNanos()).toBe(await billedNanos());
});

/** The stand-in hears of a hang-up a moment later. */
async function waitUntilBilled(): Promise<void> {
  await expect
    .poll(() => [...rig.running.model.book.generations.values()].every((one) => one.endedMs !== null), {
      timeout: 15_000,
    })
    .toBe(true);
}
const spentNanos = async () => (await rig.calls()).reduce((sum, call) => sum + (call.costNanos ?? 0n), 0n);
const billedNanos = async () => {
  const ids = new Set((await rig.calls()).map((call) => call.generationId));
  return [...rig.running.model.book.generations.values()]
    .filter((one) => ids.has(one.id))
    .reduce((sum, one) => sum + BigInt(one.costMicros) * 1_000n, 0n);
};

test('a register with a fault starts no process, with a key or without', () => {
  const register = { trial: { ...trial, promptVersion: 2 } };
  for (const settings of [null, rig.deps.models.settings])
    expect(() => createModelAccess(settings, register)).toThrow(
      /trial: what is sent or its prompt is not what was assessed/,
    );
});

test('the most that is set aside is never less than what a call costs', () => {
  expect(reserveOf({ bytes: 1_000, messages: 2, maxTokens: 100 }, { prompt: 1, completion: 4 })).toBe(
    BigInt((1_000 + 32) * 1_000 + 100 * 4_000),
  );
});

test('who is erased leaves no call behind, and the bill of the key still holds', async () => {
  await rig.db.pool.query('TRUNCATE ai_key');
  await settleCalls(rig.deps);
  const [base] = await rig.db.prisma.aiKey.findMany();
  await hear(rig.deps, question());
  await hear(rig.deps, question({ personId: '400000000000000002' }));
  const own = (await rig.calls()).find(({ personId }) => personId === BigInt(PERSON))?.costNanos ?? 0n;
  expect(own).toBeGreaterThan(0n);
  const client = await rig.db.pool.connect();
  const erased = await aiHolder.parts
    .find(({ name }) => name === 'ai_call')
    ?.erase(client, { personId: PERSON, guildId: null }, 0);
  client.release();
  expect(erased).toEqual({ rows: { 'public.ai_call': 1 }, next: null });
  expect((await rig.calls()).map(({ personId }) => personId)).toEqual([400000000000000002n]);
  expect((await rig.db.prisma.aiKey.findMany())[0]?.baseNanos).toBe((base?.baseNanos ?? 0n) + own);
});

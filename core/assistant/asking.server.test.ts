import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { setSwitch } from '#core/ai/set-switch.server.ts';
import { askAgain } from './ask-again.server.ts';
import { askAssistant } from './ask-assistant.server.ts';
import { getThread } from './get-thread.server.ts';
import { type AssistantRig, scope, startAssistantRig } from './testing/assistant-rig.ts';
import { HIDDEN } from './testing/river-guild.ts';

let rig: AssistantRig;
beforeAll(async () => {
  rig = await startAssistantRig();
});
afterEach(() => {
  rig.running.model.script.replies.length = 0;
  rig.mode({ mode: 'helpful' });
});
afterAll(() => rig.close());

const say = (when: string, text: string, times: number | null = 1) => {
  rig.running.model.script.add([{ when, times, text, toolCalls: [] }]);
  rig.mode({ mode: 'scripted' });
};
const PERIOD = { from: '2026-11-01', to: '2026-11-07' };

test('what is read comes before the answer; the turn says what it rests on and what it cost', async () => {
  rig.script('How many messages', [{ name: 'totals', arguments: PERIOD }]);
  const { events, turn, threadId } = await rig.ask('How many messages were there?');
  const kinds = events.map(({ kind }) => kind);
  expect(kinds.slice(0, 3)).toEqual(['begun', 'reading', 'source']);
  expect(kinds.at(-1)).toBe('ended');
  expect(kinds).toContain('text');
  expect(turn).toMatchObject({ state: 'done', refusal: null, unsupported: [], proposals: [], feedback: null });
  expect(turn.sources).toMatchObject([
    {
      number: 1,
      tool: 'totals',
      range: PERIOD,
      path: `/guilds/${scope.guildId}/overview?from=2026-11-01&to=2026-11-07`,
    },
  ]);
  const calls = await rig.calls();
  expect(calls.map(({ guildId, personId }) => `${guildId} ${personId}`)).toEqual(
    calls.map(() => `${scope.guildId} ${scope.personId}`),
  );
  expect(turn.costNanos).toBe(calls.reduce((sum, { costNanos }) => sum + (costNanos ?? 0n), 0n));
  expect(calls.map(({ model }) => model)).toContain(turn.model);
  expect((await getThread(rig.deps, scope, threadId)).turns).toEqual([turn]);
});

test('a number that no source has is named beside the answer, and a mark of no source is left out', async () => {
  rig.script('Tell me of growth', [{ name: 'growth', arguments: PERIOD }]);
  say('"source":1', 'There were 4,711 joins [1], as everybody knows [7].');
  const { turn } = await rig.ask('Tell me of growth');
  expect(turn.answer).toBe('There were 4,711 joins [1], as everybody knows.');
  expect(turn.unsupported).toEqual(['4,711']);
});

test('what a tool cannot take is told to the model, which goes on', async () => {
  rig.script('Odd question', [
    { name: 'totals', arguments: { from: 'yesterday' } },
    { name: 'days', arguments: '{"measure":' },
    { name: 'drop_table', arguments: {} },
    { name: 'channels', arguments: { ...PERIOD, channel: HIDDEN.name } },
  ]);
  const { turn } = await rig.ask('Odd question');
  expect(turn).toMatchObject({ state: 'done', sources: [] });
  const sent = rig.running.model.requests.at(-1)?.body as { messages: { role: string; content: string }[] };
  const told = sent.messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
  expect(told).toEqual([
    expect.stringContaining('not what the tool takes'),
    expect.stringContaining('not what the tool takes: no JSON'),
    'There is no such tool.',
    'There is no such channel that this person can see.',
  ]);
});

test.each([7, 40])('calls and rounds have an end, with %i calls each time', async (length) => {
  rig.running.model.script.add([
    { times: null, text: '', toolCalls: Array.from({ length }, () => ({ name: 'settings', arguments: {} })) },
  ]);
  rig.mode({ mode: 'scripted' });
  const before = rig.running.model.requests.length;
  const { turn } = await rig.ask(`Go on for ever, ${length} at a time`);
  expect(turn.state).toBe('short');
  expect(turn.sources).toHaveLength(10);
  expect(turn.answer).not.toBe('');
  expect(rig.running.model.requests.length - before).toBe(5);
});

test('a channel that the asker cannot see is nowhere in what is sent, and its numbers are not either', async () => {
  rig.script('Everything', [
    { name: 'channels', arguments: { ...PERIOD, channel: null } },
    { name: 'structure', arguments: { part: null } },
  ]);
  const { turn } = await rig.ask('Everything about channels');
  expect(turn.sources).toHaveLength(2);
  const all = JSON.stringify([turn.sources, rig.running.model.requests.at(-1)?.body]);
  expect(all).not.toContain(HIDDEN.name);
  expect(all).not.toContain(HIDDEN.id);
});

test('stopped, what was written by then is kept', async () => {
  rig.mode({ mode: 'endless', betweenMs: 1 });
  const stop = new AbortController();
  const answering = askAssistant(rig.deps, scope, {
    ...{ threadId: null, question: 'Write a lot', origin: 'dashboard', locale: 'en', signal: stop.signal },
  });
  let text = '';
  for await (const event of answering) {
    if (event.kind === 'text') text += event.text;
    if (text.length > 50) stop.abort();
    if (event.kind !== 'ended') continue;
    expect(event.turn.state).toBe('cut');
    expect(event.turn.answer.length).toBeGreaterThan(40);
  }
});

test('whoever stops listening ends it; nobody has to listen on', async () => {
  rig.mode({ mode: 'endless', betweenMs: 1 });
  const signal = new AbortController().signal;
  const before = new Set((await rig.calls()).map(({ id }) => id));
  const asked = { threadId: null, question: 'Write more', origin: 'dashboard', locale: 'en', signal } as const;
  let threadId = '';
  for await (const event of askAssistant(rig.deps, scope, asked)) {
    if (event.kind === 'begun') threadId = event.threadId;
    if (event.kind === 'text') break;
  }
  const { turns } = await getThread(rig.deps, scope, threadId);
  expect(turns).toMatchObject([{ state: 'cut' }]);
  expect((await rig.calls()).filter(({ id }) => !before.has(id))).toMatchObject([{ outcome: 'cut' }]);
});

test('what was said before goes along, bounded, and a question asked anew takes the place of all since', async () => {
  rig.script('How many messages', [{ name: 'totals', arguments: PERIOD }]);
  const first = await rig.ask('How many messages were there?');
  const { threadId } = first;
  await rig.ask('And the settings?', { threadId });
  const sent = rig.running.model.requests.at(-2)?.body as { messages: { role: string; content: string }[] };
  expect(sent.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(sent.messages[1]?.content).toBe('How many messages were there?');
  expect(sent.messages[2]?.content).not.toContain('[1]');
  const again = askAgain(rig.deps, scope, {
    ...{ threadId, turnId: first.turn.id, question: 'Only this: settings', locale: 'en' },
    signal: new AbortController().signal,
  });
  for await (const _ of again);
  const { turns, title } = await getThread(rig.deps, scope, threadId);
  expect(turns.map(({ question }) => question)).toEqual(['Only this: settings']);
  expect(title).toBe('How many messages were there?');
});

test('what belongs to somebody is masked before it is kept or sent', async () => {
  const { turn, threadId } = await rig.ask('Write to ada.lovelace@example.org about the settings');
  expect(turn.question).toBe('Write to [mail 1] about the settings');
  expect((await getThread(rig.deps, scope, threadId)).title).not.toContain('lovelace');
  expect(JSON.stringify(rig.running.model.requests.at(-1)?.body)).not.toContain('lovelace');
});

test('a model that does not answer is made up for by search and rules', async () => {
  rig.mode({ mode: 'failing', how: 'status', status: 400, afterChunks: 3 });
  const { turn } = await rig.ask('How many joins in the last 7 days?');
  expect(turn).toMatchObject({ state: 'failed', refusal: null, model: null });
  expect(turn.sources.map(({ tool }) => tool)).toContain('growth');
});

test('without a model, rules answer in the language of who asks, and say why', async () => {
  const thing = { kind: 'feature', name: 'assistant' } as const;
  const switched = { thing, off: true, reason: 'trial', staffId: '1' };
  await setSwitch({ db: rig.db, clock: rig.deps.clock }, switched);
  const before = rig.running.model.requests.length;
  const { turn, events } = await rig.ask('How many people joined in the last 2 weeks?');
  expect(events.flatMap((event) => (event.kind === 'text' ? [event.by] : []))).toEqual(['rules']);
  expect(turn).toMatchObject({ state: 'without-model', refusal: 'switched-off', unsupported: [], costNanos: null });
  expect(turn.sources[0]).toMatchObject({ tool: 'growth', range: { from: '2026-11-15', to: '2026-11-28' } });
  expect(turn.answer).toContain('[1]');
  expect(rig.running.model.requests).toHaveLength(before);
  await setSwitch({ db: rig.db, clock: rig.deps.clock }, { ...switched, off: false });
});

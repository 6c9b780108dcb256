// @vitest-environment happy-dom
import { useLoaderData } from '@remix-run/react';
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AssistantEvent, Turn } from '#core/assistant/schema.ts';
import { english } from '#core/i18n/english.ts';
import { draw } from '../testing/draw.tsx';
import { AssistantPage } from './AssistantPage.tsx';
import type { AskProblem, AssistantData, ThreadData } from './props.ts';
import { ThreadPage } from './ThreadPage.tsx';

const words = english.assistant.page;
const threadId = '11111111-1111-4111-8111-111111111111';

/** One question as the server meets it, and what it answers, by hand. */
interface Asked {
  url: string;
  fields: Record<string, string>;
  signal: AbortSignal;
  begin(): Promise<void>;
  tell(...events: AssistantEvent[]): Promise<void>;
  end(): Promise<void>;
  refuse(status: number, body: string, type?: string): Promise<void>;
  breakOff(): Promise<void>;
}

let asked: Asked[] = [];
const encoder = new TextEncoder();

function ask(url: string, init: { body: URLSearchParams; signal: AbortSignal }): Promise<Response> {
  const { signal } = init;
  return new Promise((answer, refuse) => {
    let stream: ReadableStreamDefaultController<Uint8Array>;
    signal.addEventListener('abort', () => {
      refuse(signal.reason);
      stream?.error(signal.reason);
    });
    asked.push({
      ...{ url, signal, fields: Object.fromEntries(init.body) },
      begin: () =>
        act(async () => {
          const body = new ReadableStream<Uint8Array>({
            start: (controller) => {
              stream = controller;
            },
          });
          const headers = new Headers({ 'content-type': 'text/event-stream' });
          answer({ ok: true, status: 200, redirected: false, headers, body } as Response);
        }),
      tell: (...events) =>
        act(async () => {
          for (const event of events) stream.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
          await new Promise((done) => setImmediate(done));
        }),
      end: () =>
        act(async () => {
          stream.close();
          await new Promise((done) => setImmediate(done));
        }),
      refuse: (status, body, type = 'text/html') =>
        act(async () => {
          answer(new Response(body, { status, headers: { 'content-type': type } }));
          await new Promise((done) => setImmediate(done));
        }),
      breakOff: () =>
        act(async () => {
          const error = new TypeError('Failed to fetch');
          refuse(error);
          stream?.error(error);
          await new Promise((done) => setImmediate(done));
        }),
    });
  });
}

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', ask);
  Element.prototype.scrollIntoView ??= () => {};
  window.scrollTo = () => {};
});
afterEach(() => vi.unstubAllGlobals());

/** Waits for what the page does by itself, which no act of the test brings about. */
async function until(check: () => void): Promise<void> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  await vi.waitFor(check).finally(() => Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }));
}

const guild = { guild: { id: '1', name: 'Makers' }, mayWrite: true, model: { name: 'm', vendor: 'v' } };
const turn = (id: string, question: string, answer: string, more: Partial<Turn> = {}): Turn => ({
  ...{ id, question, answer, askedAt: new Date(0), state: 'done', refusal: null, sources: [], unsupported: [] },
  ...{ proposals: [], model: 'm', writtenBy: 'model', costNanos: null, feedback: null },
  ...more,
});
const begun = (turnId: string): AssistantEvent => ({ kind: 'begun', threadId, turnId });
const text = (written: string): AssistantEvent => ({ kind: 'text', text: written, by: 'model' });

function ReadPage({ start }: { start: ThreadData }) {
  const read = useLoaderData() as unknown as ThreadData | null;
  return <ThreadPage data={read ?? start} problem={null} />;
}

/** A conversation whose turns are what the server says when the page is read. */
async function openThread(first: Turn[]) {
  const kept = { turns: first };
  const date = new Date(0);
  const thread = { id: threadId, title: 'Numbers', origin: 'dashboard' as const, createdAt: date, changedAt: date };
  const of = (turns: Turn[]): ThreadData => ({ ...guild, thread, turns, channels: {}, done: null });
  const start = of(first);
  const loader = vi.fn(() => of(kept.turns));
  const drawn = await draw(<ReadPage start={start} />, { loader });
  return { ...withPage(drawn), kept, loader };
}

async function openList() {
  const data: AssistantData = { ...guild, words: '', threads: [], older: null, hasAny: false, done: null };
  return withPage(await draw(<AssistantPage data={data} problem={null} />));
}

function withPage(drawn: Awaited<ReturnType<typeof draw>>) {
  const box = () => drawn.find<HTMLTextAreaElement>('form:has([value="ask"]) textarea');
  const button = (name: string) => {
    const found = [...drawn.host.querySelectorAll('button')].find(({ textContent }) => textContent === name);
    if (!found) throw new Error(`no button ${name} in ${drawn.text()}`);
    return found;
  };
  return {
    ...{ ...drawn, box, button },
    click: (name: string) => act(async () => button(name).click()),
    /** Asks otherwise, by the form below the last turn. */
    async edit(question: string) {
      drawn.find<HTMLTextAreaElement>('form:has([value="edit"]) textarea').value = question;
      await act(async () => button(words.turn.editSend).click());
    },
    async write(question: string) {
      box().value = question;
      await drawn.press(box(), 'Enter');
    },
    alert: () => drawn.host.querySelector('[role="alert"]')?.textContent ?? null,
  };
}

test('a question is sent by Enter, its answer is seen as it comes, and what the page reads has the last word', async () => {
  const page = await openThread([]);
  await page.write('How many?');
  expect(asked.map(({ url, fields }) => ({ url, fields }))).toEqual([
    { url: '/guilds/1/assistant/stream', fields: { intent: 'ask', question: 'How many?', threadId } },
  ]);
  const [one] = asked;
  await one?.begin();
  expect(page.box().value, 'it is not known to have arrived').toBe('How many?');
  await one?.tell(begun('a'), text('Seven '), text('hundred'));
  expect(page.box().value).toBe('');
  expect(page.text()).toContain('Seven hundred');
  await page.write('And another at the same time?');
  expect(asked).toHaveLength(1);
  page.kept.turns = [turn('a', 'How many?', 'Seven hundred, as kept')];
  await one?.tell({ kind: 'ended', turn: page.kept.turns[0] as Turn });
  await one?.end();
  await until(() => expect(page.text()).toContain('Seven hundred, as kept'));
  expect(page.host.querySelectorAll('article')).toHaveLength(1);
  expect(page.box().value).toBe('And another at the same time?');

  await page.press(page.box(), 'Enter');
  const [, two] = asked;
  expect(two?.fields).toMatchObject({ question: 'And another at the same time?', threadId });
  await two?.begin();
  await two?.tell(begun('b'), text('Nine'));
  expect(page.host.querySelectorAll('article')).toHaveLength(2);
  await page.close();
  expect(two?.signal.aborted, 'leaving the page stops it').toBe(true);
});

test('it is stopped, asked anew, and asked otherwise; what it takes the place of is not shown beside it', async () => {
  const page = await openThread([turn('a', 'How many?', 'Seven')]);
  await page.click(words.turn.retry);
  const [again] = asked;
  expect(again?.fields).toEqual({ intent: 'retry', turnId: 'a', question: 'How many?', threadId });
  await again?.begin();
  await again?.tell(begun('b'), text('Eight'));
  expect([page.text().includes('Seven'), page.text().includes('Eight')]).toEqual([false, true]);
  page.kept.turns = [turn('b', 'How many?', 'Eight', { state: 'cut' })];
  await page.click(words.ask.stop);
  expect(again?.signal.aborted).toBe(true);
  await until(() => expect(page.loader).toHaveBeenCalledOnce());
  await until(() => expect(page.host.querySelector('[aria-busy]')).toBeNull());
  expect(page.text()).toContain(words.turn.cut);

  await page.edit('How few?');
  expect(asked[1]?.fields).toEqual({ intent: 'edit', turnId: 'b', question: 'How few?', threadId });
  await page.close();
});

const html = '<!doctype html><title>502</title>';
const json = 'application/json';
test.each([
  ['a proxy that has no server', 502, html, undefined, words.ask.broken],
  ['a server that breaks', 500, '{"code":"internal","reference":"x","params":{}}', json, words.ask.broken],
  ['a request that is none', 400, '{"code":"bad_input","reference":"x","params":{}}', json, words.ask.broken],
  ['a request that a proxy refuses', 400, html, undefined, words.ask.broken],
  ['JSON that is none', 400, '{', json, words.ask.broken],
  ['a problem of a form that is none of this', 409, '{"intent":"ask","kind":"name","text":"","of":null}', json, null],
  ['nobody signed in', 401, '{"code":"not_signed_in"}', json, words.ask.signedOut],
  ['no right to ask', 403, html, undefined, words.ask.closed],
  ['a conversation that is gone', 404, '{"code":"not_found"}', json, words.ask.closed],
  ['more than a proxy takes', 413, html, undefined, words.ask.large],
  ['too many requests', 429, html, undefined, words.ask.busy],
  ['a page where the stream should be', 200, html, undefined, words.ask.broken],
])('%s: a sentence says what to do, the words stay, and one may try again', async (_, status, body, type, sentence) => {
  const page = await openThread([]);
  await page.write('How many?');
  await asked[0]?.refuse(status, body, type);
  expect(page.alert()).toBe(sentence ?? words.ask.broken);
  expect(page.box().value).toBe('How many?');
  expect(page.host.querySelector('article')).toBeNull();
  await page.press(page.box(), 'Enter');
  expect(asked[1]?.fields.question).toBe('How many?');
  expect(page.alert()).toBeNull();
  await page.close();
});

test('what the room says of a question is said in its words', async () => {
  const page = await openThread([]);
  for (const [status, kind] of [
    [429, 'often'],
    [409, 'full'],
    [400, 'empty'],
  ] as const) {
    await page.write('How many?');
    const problem: AskProblem = { intent: 'ask', kind, text: 'How many?', of: null };
    await asked.at(-1)?.refuse(status, JSON.stringify(problem), json);
    expect(page.alert()).toBe(words.ask[kind]);
    expect(page.box().value).toBe('How many?');
  }
  await page.close();
});

test('a page that the server leads to elsewhere is no answer', async () => {
  const page = await openThread([]);
  const welcome = new Response(html, { headers: { 'content-type': 'text/html' } });
  Object.defineProperty(welcome, 'redirected', { value: true });
  vi.stubGlobal('fetch', async () => welcome);
  await page.write('How many?');
  await until(() => expect(page.alert()).toBe(words.ask.closed));
  expect(page.box().value).toBe('How many?');
  await page.close();
});

test('a connection that breaks off before the question arrived says so; after that the page is read', async () => {
  const page = await openThread([]);
  await page.write('How many?');
  await asked[0]?.breakOff();
  expect(page.alert()).toBe(words.ask.lost);
  expect(page.box().value).toBe('How many?');
  await page.press(page.box(), 'Enter');
  await asked[1]?.begin();
  await asked[1]?.tell(begun('a'), text('Sev'));
  page.kept.turns = [turn('a', 'How many?', 'Seven')];
  await asked[1]?.breakOff();
  expect(page.text()).toContain(words.turn.lost);
  await until(() => expect(page.text()).toContain('Seven'));
  expect(page.alert()).toBeNull();
  await page.close();
});

test('what is said of asking anew stands beside the turn that it is about', async () => {
  const page = await openThread([turn('a', 'How many?', 'Seven')]);
  await page.click(words.turn.retry);
  await asked[0]?.refuse(503, html);
  expect(page.find('#turn-a [role="alert"]').textContent).toBe(words.ask.broken);
  expect(page.text()).toContain('Seven');
  await page.edit('How few?');
  await asked[1]?.refuse(413, html);
  expect(page.find('#turn-a [role="alert"]').textContent).toBe(words.ask.large);
  expect(page.find<HTMLTextAreaElement>('form:has([value="edit"]) textarea').value).toBe('How few?');
  expect(page.find<HTMLDetailsElement>('details:has([value="edit"])').open).toBe(true);
  await page.close();
});

test('an example that is refused comes to stand in the box', async () => {
  const page = await openList();
  await page.click(words.examples.week);
  expect(asked[0]?.fields).toEqual({ intent: 'ask', question: words.examples.week });
  await asked[0]?.refuse(502, html);
  expect(page.alert()).toBe(words.ask.broken);
  expect(page.box().value).toBe(words.examples.week);
  await page.click(words.ask.send);
  await asked[1]?.begin();
  await asked[1]?.tell(begun('a'), { kind: 'ended', turn: turn('a', words.examples.week, 'Seven') });
  await until(() => expect(page.router.state.location.pathname).toBe(`/guilds/1/assistant/${threadId}`));
  await page.close();
});

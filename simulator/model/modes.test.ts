import { APIConnectionError, APIError } from 'openai';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type OpenClient, openClient, type Params, withPins } from './testing/open-client.ts';

let model: OpenClient;
beforeAll(async () => {
  model = await openClient();
});
afterAll(() => model.stop());
beforeEach(async () => {
  model.model.modes.clear();
  model.model.script.replies.length = 0;
});

const set = async (mode: object) => {
  const { status, json } = await model.control('/mode', mode);
  expect(status, JSON.stringify(json)).toBe(200);
};
const failure = (params: Params = {}) =>
  model.ask(params).then(
    () => expect.fail('it was answered'),
    (error: unknown) => error,
  );
const newest = () => {
  const found = [...model.model.book.generations.values()].at(-1);
  if (!found) throw new Error('nothing was made');
  return found;
};
const tools = [
  {
    type: 'function' as const,
    function: {
      name: 'count_messages',
      description: 'How many messages were sent.',
      parameters: { type: 'object', properties: { days: { type: 'integer' } }, required: ['days'] },
    },
  },
];
const question: Params = { messages: [{ role: 'user', content: 'How many messages in the last week?' }], tools };
const schema: Params = {
  response_format: {
    type: 'json_schema',
    json_schema: {
      name: 'mood',
      strict: true,
      schema: { type: 'object', properties: { mood: { enum: ['good', 'bad'] } }, required: ['mood'] },
    },
  },
};

test('a mode is of all models, of one, or of the next requests', async () => {
  await set({ mode: 'failing', status: 500 });
  await set({ mode: 'helpful', model: 'lumen/lumen-4-mini' });
  await set({ mode: 'failing', status: 429, next: 2 });
  await set({ mode: 'failing', status: 403, next: 1, model: 'lumen/lumen-4-mini' });
  const statuses = [];
  for (const id of ['lumen/lumen-4', 'lumen/lumen-4', 'lumen/lumen-4', 'lumen/lumen-4-mini', 'lumen/lumen-4-mini'])
    statuses.push(
      await model.ask({ model: id }).then(
        () => 200,
        (error: APIError) => error.status,
      ),
    );
  expect(statuses).toEqual([429, 429, 500, 403, 200]);
  await model.control('/mode', undefined, 'DELETE');
  expect((await model.ask()).finish).toBe('stop');
  expect((await model.control('/mode', { mode: 'kind' })).status).toBe(400);
  expect((await model.control('/mode', { mode: 'failing', status: 418 })).status).toBe(400);
  expect((await model.control('/script', { replies: [{}] })).status).toBe(400);
});

test('scripted: in order, by text, again and again', async () => {
  await set({ mode: 'scripted' });
  await model.control('/script', {
    replies: [
      { text: 'the first' },
      { when: 'weather', text: 'sunny', times: null },
      { structured: { mood: 'good' } },
      {
        text: 'both',
        toolCalls: [
          { name: 'a', arguments: { one: 1 } },
          { name: 'b', arguments: 'no json' },
        ],
      },
    ],
  });
  const said = (content: string) => model.ask({ messages: [{ role: 'user', content }] });
  expect((await said('what weather')).text).toBe('the first');
  expect((await said('what weather')).text).toBe('sunny');
  expect((await said('what else')).text).toBe('{"mood":"good"}');
  const both = await said('go');
  expect(both).toMatchObject({ text: 'both', finish: 'tool_calls' });
  expect(both.calls.map(({ name, arguments: given }) => [name, given])).toEqual([
    ['a', '{"one":1}'],
    ['b', 'no json'],
  ]);
  expect(new Set(both.calls.map(({ id }) => id)).size).toBe(2);
  expect((await said('go')).text, 'helpful where nothing is left').toContain('You asked: go');
  expect((await said('weather?')).text).toBe('sunny');
});

test('tool calls come in pieces', async () => {
  await set({ mode: 'scripted' });
  model.model.script.add([{ times: 1, text: '', toolCalls: [{ name: 'find', arguments: { query: 'a b c d' } }] }]);
  const pieces: string[] = [];
  for await (const chunk of await model.client.chat.completions.create(withPins({})))
    for (const call of chunk.choices[0]?.delta.tool_calls ?? []) pieces.push(call.function?.arguments ?? '');
  expect(pieces.length).toBeGreaterThan(5);
  expect(JSON.parse(pieces.join(''))).toEqual({ query: 'a b c d' });
});

test('slow: waits before the first chunk and between chunks, with comments meanwhile', async () => {
  await set({ mode: 'slow', firstMs: 600, next: 1 });
  const response = await fetch(`${model.url}/api/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${model.model.key}` },
    body: JSON.stringify(withPins({ max_tokens: 2 })),
  });
  const [before = ''] = (await response.text()).split('data: ');
  expect(before.match(/: OPENROUTER PROCESSING/g)?.length).toBeGreaterThanOrEqual(2);
  await set({ mode: 'slow', betweenMs: 40, next: 1 });
  const from = performance.now();
  await model.ask({ max_tokens: 5 });
  expect(performance.now() - from).toBeGreaterThanOrEqual(190);
});

test('slow: a client that hangs up before the first word pays for its prompt', async () => {
  await set({ mode: 'slow', firstMs: 60_000 });
  const hangUp = new AbortController();
  const stream = await model.client.chat.completions.create(withPins({}), { signal: hangUp.signal });
  hangUp.abort();
  for await (const _ of stream) expect.fail('something came');
  await vi.waitFor(() => expect(newest()).toMatchObject({ cancelled: true, completionTokens: 0 }));
  expect(newest().costMicros).toBe(3 * newest().promptTokens);
});

test.each([400, 401, 402, 403, 404, 408, 429, 500, 502, 503])('failing: %i', async (status) => {
  const made = model.model.book.generations.size;
  await set({ mode: 'failing', status, retryAfter: 7 });
  const error = await failure();
  if (!(error instanceof APIError)) throw error;
  expect(error.status).toBe(status);
  expect(error.headers?.get('retry-after')).toBe('7');
  expect(error.error).toMatchObject({
    code: status,
    message: expect.any(String),
    metadata: { provider_name: expect.any(String) },
  });
  expect(model.model.book.generations.size, 'not billed').toBe(made);
  expect(model.model.requests.at(-1)?.status).toBe(status);
});

test('failing: the connection is reset before the first byte', async () => {
  await set({ mode: 'failing', how: 'reset' });
  expect(await failure()).toBeInstanceOf(APIConnectionError);
  expect(model.model.requests.at(-1)).toMatchObject({ status: 0, generation: null });
});

test('failing: hangs up in mid-stream, and bills what was sent', async () => {
  await set({ mode: 'failing', how: 'hang-up', afterChunks: 4 });
  const error = await failure();
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(APIError);
  expect(newest()).toMatchObject({ completionTokens: 4, cancelled: false, finishReason: null });
  expect(newest().costMicros).toBe(3 * newest().promptTokens + 12 * 4);
});

test('failing: an error in place of the rest', async () => {
  await set({ mode: 'failing', how: 'error-chunk', afterChunks: 2 });
  const error = await failure();
  if (!(error instanceof APIError)) throw error;
  expect(error.error).toEqual({ code: 502, message: 'Provider disconnected unexpectedly' });
  expect(newest()).toMatchObject({ completionTokens: 2, finishReason: 'error' });
  const whole = await model.client.chat.completions.create({ ...withPins({}), stream: false });
  expect(whole).toMatchObject({ id: newest().id, error: { code: 502 } });
});

test('malformed: each way', async () => {
  await set({ mode: 'malformed', how: 'chunk' });
  expect(await failure()).toBeInstanceOf(SyntaxError);
  await set({ mode: 'malformed', how: 'arguments' });
  for (const content of ['How many messages in the last week?', 'Hello']) {
    const [call] = (await model.ask({ ...question, messages: [{ role: 'user', content }] })).calls;
    expect(call?.name).toBe('count_messages');
    expect(() => JSON.parse(call?.arguments ?? '')).toThrow(SyntaxError);
  }
  await set({ mode: 'malformed', how: 'object' });
  const { text } = await model.ask(schema);
  expect(z.object({ mood: z.enum(['good', 'bad']) }).safeParse(JSON.parse(text)).success).toBe(false);
  await set({ mode: 'malformed', how: 'no-usage' });
  expect(await model.ask()).toMatchObject({ finish: 'stop', usage: null });
  expect(newest().costMicros).toBeGreaterThan(0);
  await set({ mode: 'malformed', how: 'content-type' });
  const response = await fetch(`${model.url}/api/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${model.model.key}` },
    body: JSON.stringify(withPins({})),
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
});

test('endless: goes on beyond every limit until it is hung up on', async () => {
  await set({ mode: 'endless', betweenMs: 0 });
  let heard = 0;
  for await (const chunk of await model.client.chat.completions.create(withPins({ max_tokens: 10 }))) {
    expect(chunk.choices[0]?.finish_reason).toBeNull();
    heard += 1;
    if (heard === 300) break;
  }
  await vi.waitFor(() => expect(newest()).toMatchObject({ cancelled: true }));
  const { completionTokens } = newest();
  expect(completionTokens).toBeGreaterThanOrEqual(300);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(newest().completionTokens, 'nothing is made for nobody').toBe(completionTokens);
});

test('over-billing: more than was allowed, in usage and in the book', async () => {
  await set({ mode: 'over-billing', factor: 5 });
  const { usage, id, text } = await model.ask({ max_tokens: 8 });
  expect(usage?.completion_tokens).toBe(40);
  expect(text.length).toBeLessThan(60);
  const made = model.model.book.generations.get(id);
  expect(made).toMatchObject({ completionTokens: 40, costMicros: 3 * (usage?.prompt_tokens ?? 0) + 12 * 40 });
  expect(usage?.cost).toBe((made?.costMicros ?? 0) / 1e6);
});

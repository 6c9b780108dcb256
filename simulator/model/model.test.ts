import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { APIError } from 'openai';
import { afterEach, expect, test, vi } from 'vitest';
import { describeModel } from '../../deploy/simulated.mjs';
import { startSimulator } from '../start-simulator.ts';
import { catalogue } from './catalogue.ts';
import { clientOf, hear, type OpenClient, openClient, pins, withPins } from './testing/open-client.ts';
import { tokensOf } from './tokens.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function start(options: Parameters<typeof openClient>[0] = {}): Promise<OpenClient> {
  const opened = await openClient(options);
  running.push(opened);
  return opened;
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it was answered'),
    (error: unknown) => error as APIError,
  );

const get = async ({ url, model }: OpenClient, what: string, key = model.key) => {
  const response = await fetch(`${url}/api/v1${what}`, { headers: { authorization: `Bearer ${key}` } });
  return { status: response.status, body: (await response.json()) as { data: Record<string, unknown> } };
};

test('tokens joined are the text', () => {
  for (const text of ['Hello there, everybody!', '  spaces \n\n kept\n', '日本語とEnglish', '👩‍👧 …', ''])
    expect(tokensOf(text).join('')).toBe(text);
  expect(tokensOf('one two')).toHaveLength(2);
});

test('streams chunks with comments before them and usage at the end', async () => {
  const model = await start();
  const response = await fetch(`${model.url}/api/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${model.model.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(withPins({})),
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const events = (await response.text()).split('\n\n').filter(Boolean);
  expect(model.model.book.generations.has(response.headers.get('x-generation-id') ?? '')).toBe(true);
  expect(events[0]).toBe(': OPENROUTER PROCESSING');
  expect(events.at(-1)).toBe('data: [DONE]');
  const chunks = events.slice(1, -1).map((event) => JSON.parse(event.replace(/^data: /, '')));
  expect(chunks.length).toBeGreaterThan(5);
  for (const chunk of chunks)
    expect(chunk).toMatchObject({
      id: expect.stringMatching(/^gen-\d+-\w+$/),
      object: 'chat.completion.chunk',
      model: 'lumen/lumen-4',
      provider: 'Nordlicht Rechenhaus',
      choices: [{ index: 0 }],
    });
  expect(chunks.slice(0, -1).every((chunk) => chunk.usage === undefined)).toBe(true);
  const { usage } = chunks.at(-1);
  const words = chunks.map((chunk) => chunk.choices[0].delta.content).join('');
  expect(usage.completion_tokens).toBe(tokensOf(words).length);
  expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
  expect(usage.cost * 1e6).toBeCloseTo(3 * usage.prompt_tokens + 12 * usage.completion_tokens, 9);
});

test('answers in one piece where no stream is asked for', async () => {
  const { client, ask } = await start();
  const whole = await client.chat.completions.create({ ...withPins({}), stream: false });
  const streamed = await ask();
  expect(whole.choices[0]?.message.content).toBe(streamed.text);
  expect(whole.usage).toEqual(streamed.usage);
  expect(whole.choices[0]?.finish_reason).toBe('stop');
});

test('stops at the limit of tokens, in words and in arguments', async () => {
  const { ask, model } = await start();
  const full = await ask();
  const short = await ask({ max_tokens: 4 });
  expect(short).toMatchObject({ finish: 'length', usage: { completion_tokens: 4 } });
  expect(short.text).toBe(tokensOf(full.text).slice(0, 4).join(''));
  model.script.add([{ times: 1, text: '', toolCalls: [{ name: 'find', arguments: { query: 'one two three four' } }] }]);
  model.modes.set({ mode: 'scripted' });
  const call = await ask({ max_tokens: 5 });
  expect(call.finish).toBe('length');
  expect(() => JSON.parse(call.calls[0]?.arguments ?? '')).toThrow(SyntaxError);
});

test('goes only to whom the pins allow, and says so where there is nobody', async () => {
  const model = await start();
  const vendorOf = async (provider: object, id = 'lumen/lumen-4') => {
    const { id: generation } = await model.ask({ model: id, provider });
    return model.model.book.generations.get(generation)?.vendor;
  };
  expect(await vendorOf({})).toBe('freegrain');
  expect(await vendorOf({ data_collection: 'deny' })).toBe('harbourline');
  expect(await vendorOf({ zdr: true })).toBe('nordlicht');
  expect(await vendorOf({ ...pins, only: ['aldermoor'] })).toBe('aldermoor');
  expect(await vendorOf({ ...pins, order: ['aldermoor'] })).toBe('aldermoor');
  expect(await vendorOf({ ...pins, ignore: ['nordlicht'] })).toBe('aldermoor');
  const refused = async (params: Parameters<typeof model.ask>[0]) => {
    const error = await failure(model.ask(params));
    return [error.status, error.message.replace(/^\d+ /, '')];
  };
  expect(await refused({ model: 'freegrain/meadow-7b', provider: { zdr: true } })).toEqual([
    404,
    'No endpoints found matching your data policy.',
  ]);
  expect(
    await refused({ model: 'freegrain/meadow-7b', provider: { data_collection: 'deny', only: ['freegrain'] } }),
  ).toEqual([404, 'No endpoints found matching your data policy.']);
  expect(await refused({ provider: { ...pins, only: ['nobody'] } })).toEqual([
    404,
    'No allowed providers are available for the selected model.',
  ]);
  const tools = [{ type: 'function' as const, function: { name: 'find', parameters: { type: 'object' } } }];
  const schema = {
    type: 'json_schema' as const,
    json_schema: { name: 'x', schema: { type: 'object', properties: {} } },
  };
  const unable = [404, 'No endpoints found that can handle the requested parameters.'];
  expect(await refused({ model: 'aldermoor/quill-2', tools })).toEqual(unable);
  const aldermoor = { ...pins, only: ['aldermoor'] };
  expect(await refused({ model: 'lumen/lumen-4-mini', provider: aldermoor, response_format: schema })).toEqual(unable);
  expect(await refused({ model: 'nobody/none' })).toEqual([400, 'nobody/none is not a valid model ID']);
  expect(await refused({ max_tokens: 0 })).toEqual([400, expect.stringContaining('max_tokens')]);
});

test('writes down every request without its key, and apart those that lack a pin', async () => {
  const model = await start();
  await model.ask({ user: 'somebody' });
  expect(model.model.requests[0]).toMatchObject({
    body: { user: 'somebody', provider: pins, stream: true },
    lacking: [],
    status: 200,
    generation: expect.stringMatching(/^gen-/),
  });
  expect(JSON.stringify(model.model.requests)).not.toContain(model.model.key);
  expect(model.model.unpinned).toEqual([]);
  for (const name of Object.keys(pins)) {
    const { [name as keyof typeof pins]: _left, ...rest } = pins;
    await model.ask({ provider: rest });
    expect(model.model.unpinned.at(-1)?.lacking).toEqual([name]);
  }
  const wrong = { only: [], allow_fallbacks: true, data_collection: 'allow', zdr: false, require_parameters: false };
  for (const [name, value] of Object.entries(wrong)) {
    await model.ask({ provider: { ...pins, [name]: value } }).catch(() => {});
    expect(model.model.unpinned.at(-1)?.lacking, name).toEqual([name]);
  }
  await clientOf(model.url, 'sk-of-another')
    .chat.completions.create(withPins({ provider: {} }))
    .catch(() => {});
  expect(model.model.unpinned.at(-1)).toMatchObject({ lacking: Object.keys(pins), status: 401, generation: null });
  await fetch(`${model.url}/api/v1/chat/completions`, { method: 'POST', body: '{' });
  expect(model.model.unpinned.at(-1)).toMatchObject({ body: '{', lacking: Object.keys(pins) });
  const { json } = await model.control('/unpinned');
  expect(json).toHaveLength(12);
  expect((await model.control('/requests')).json).toHaveLength(13);
  await model.control('/requests', undefined, 'DELETE');
  expect((await model.control('/state')).json).toMatchObject({ received: 0, unpinned: 0 });
});

test('takes no key but made-up ones, and sums by key', async () => {
  const model = await start();
  for (const what of ['/key', '/generation?id=x']) expect((await get(model, what, 'sk-real')).status).toBe(401);
  expect((await failure(clientOf(model.url, 'x').chat.completions.create(withPins({})))).status).toBe(401);
  const other = clientOf(model.url, `${model.model.key}-2`);
  const first = await model.ask();
  const second = await hear(await other.chat.completions.create(withPins({ model: 'lumen/lumen-4-mini' })));
  expect((await get(model, '/key')).body.data).toMatchObject({
    label: expect.not.stringContaining(model.model.key),
    usage: first.usage?.cost,
    usage_daily: first.usage?.cost,
    limit: null,
    limit_remaining: null,
  });
  expect((await get(model, '/key', `${model.model.key}-2`)).body.data.usage).toBe(second.usage?.cost);
  expect((await get(model, `/generation?id=${first.id}`)).body.data).toMatchObject({
    id: first.id,
    model: 'lumen/lumen-4',
    provider_name: 'Nordlicht Rechenhaus',
    total_cost: first.usage?.cost,
    tokens_prompt: first.usage?.prompt_tokens,
    tokens_completion: first.usage?.completion_tokens,
    cancelled: false,
    created_at: expect.stringMatching(/^\d{4}-/),
  });
  expect((await get(model, `/generation?id=${second.id}`)).status, 'of another key').toBe(404);
  expect((await get(model, '/generation?id=gen-none')).status).toBe(404);
});

test('refuses what a key cannot pay', async () => {
  const model = await start();
  await model.ask();
  const spent = model.model.book.usage(model.model.key);
  await model.control('/billing', { limitMicros: spent + 1 });
  expect((await get(model, '/key')).body.data).toMatchObject({ limit: (spent + 1) / 1e6, limit_remaining: 1e-6 });
  await model.ask();
  expect((await failure(model.ask())).status).toBe(402);
  await model.control('/billing', { limitMicros: null });
  await model.ask();
});

test('finds a generation only when it has ended, and later where it is told so', async () => {
  const model = await start();
  model.model.modes.set({ mode: 'endless', betweenMs: 1 });
  const stream = await model.client.chat.completions.create(withPins({ max_tokens: 3 }));
  let id = '';
  let heard = 0;
  for await (const chunk of stream) {
    id = chunk.id;
    heard += 1;
    if (heard === 1) expect((await get(model, `/generation?id=${id}`)).status).toBe(404);
    if (heard === 20) break;
  }
  await vi.waitFor(async () => expect((await get(model, `/generation?id=${id}`)).status).toBe(200));
  const { data } = (await get(model, `/generation?id=${id}`)).body;
  expect(data).toMatchObject({ cancelled: true, finish_reason: null });
  expect(data.tokens_completion).toBeGreaterThanOrEqual(20);
  const made = model.model.book.generations.get(id);
  expect(made?.costMicros).toBe(3 * (made?.promptTokens ?? 0) + 12 * (made?.completionTokens ?? 0));
  expect(made?.promptTokens).toBeGreaterThan(4);
  expect((await get(model, '/key')).body.data.usage).toBe(data.total_cost);
  await model.control('/billing', { foundAfterMs: 60_000 });
  expect((await get(model, `/generation?id=${id}`)).status).toBe(404);
});

test('keeps its book over a restart', async () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'model-')), 'book.ndjson');
  const before = await start({ file });
  const { id } = await before.ask();
  await before.ask();
  const { data } = (await get(before, '/key')).body;
  const after = await start({ file });
  expect((await get(after, '/key')).body.data).toEqual(data);
  expect((await get(after, `/generation?id=${id}`)).status).toBe(200);
});

test('lists its models with prices, and who runs them', async () => {
  const model = await start();
  const { data } = (await get(model, '/models')).body as unknown as { data: { id: string; pricing: object }[] };
  expect(data.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
  expect(data[0]?.pricing).toEqual({ prompt: '0.000004', completion: '0.000015' });
  const { endpoints } = (await get(model, '/models/lumen/lumen-4-mini/endpoints')).body.data as {
    endpoints: { tag: string; supported_parameters: string[] }[];
  };
  expect(endpoints.map(({ tag }) => tag)).toEqual(['nordlicht', 'aldermoor']);
  expect(endpoints.map((one) => one.supported_parameters.includes('structured_outputs'))).toEqual([true, false]);
  expect((await get(model, '/models/no/body/endpoints')).status).toBe(404);
  expect((await get(model, '/elsewhere')).status).toBe(404);
});

test('is reached by loopback names only', async () => {
  const { url } = await start();
  const { request } = await import('node:http');
  const status = await new Promise((resolve) => {
    request(`${url}/control/state`, { headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).end();
  });
  expect(status).toBe(403);
});

test('what a start hands to the product is enough to ask it', async () => {
  const simulator = await startSimulator({ guilds: 1, largestGuild: 20, eventsPerSecond: 0 });
  running.push(simulator);
  const env = await describeModel(simulator.url);
  expect(env.AI_API_URL).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1$/);
  const models = env.AI_MODELS?.split(',') ?? [];
  expect(models).toHaveLength(2);
  const vendors = JSON.parse(env.AI_VENDORS ?? '') as { id: string; until: string }[];
  expect(vendors[0]).toMatchObject({ name: expect.any(String), country: 'DE', agreement: expect.any(String) });
  for (const { until } of vendors) expect(new Date(until).getTime()).toBeGreaterThan(Date.now() + 729 * 86_400_000);
  const client = clientOf(env.AI_API_URL?.replace('/api/v1', '') ?? '', env.AI_API_KEY ?? '');
  const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] };
  for (const id of models) {
    const heard = await hear(
      await client.chat.completions.create(
        withPins({
          model: id,
          provider: { ...pins, only: vendors.map((one) => one.id) },
          response_format: { type: 'json_schema', json_schema: { name: 'x', strict: true, schema } },
        }),
      ),
    );
    expect(JSON.parse(heard.text)).toEqual({ ok: false });
  }
  expect(simulator.model.model.unpinned).toEqual([]);
});

test('routes to nobody dearer than the most that a request allows', async () => {
  const model = await start();
  const body = withPins({ model: 'lumen/lumen-4' });
  const priced = (prompt: number, completion: number) => ({
    ...body,
    provider: { ...(body as { provider: object }).provider, max_price: { prompt, completion } },
  });
  const send = (asked: object) =>
    fetch(`${model.url}/api/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${model.model.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    });
  expect((await send(priced(3, 12))).status).toBe(200);
  for (const [prompt, completion] of [
    [2, 12],
    [3, 11],
  ] as const) {
    const refused = await send(priced(prompt, completion));
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({ error: { message: 'No endpoints found within the maximum price.' } });
  }
});

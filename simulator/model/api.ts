import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { creditsOf, type Generation } from './book.ts';
import { catalogue, type Endpoint, type Model } from './catalogue.ts';
import { completeChat } from './completions.ts';
import { ModelApiError } from './errors.ts';
import type { SimulatedModel } from './simulated-model.ts';

/** OpenRouter's API under /api/v1, as far as a product needs it. Source: OpenRouter docs, "API Reference". */
export function createModelApi(model: SimulatedModel): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const keyOf = (authorization: string | undefined) => {
    const key = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    if (key === undefined) throw new ModelApiError(401, 'No auth credentials found');
    if (!model.takes(key)) throw new ModelApiError(401, 'User not found.');
    return key;
  };
  app.onError((error) => {
    if (error instanceof ModelApiError) return error.answer();
    return new ModelApiError(500, error.message).answer();
  });
  app.post('/chat/completions', (c) => completeChat(c, model, keyOf));
  app.get('/key', (c) => c.json({ data: model.book.describeKey(keyOf(c.req.header('authorization'))) }));
  app.get('/generation', (c) => {
    const id = c.req.query('id') ?? '';
    const found = model.book.find(id, keyOf(c.req.header('authorization')));
    if (!found) throw new ModelApiError(404, `Generation ${id} not found`);
    return c.json({ data: describeGeneration(found) });
  });
  app.get('/models', (c) => c.json({ data: catalogue.map(describeModel) }));
  app.get('/models/:author/:name/endpoints', (c) => {
    const id = `${c.req.param('author')}/${c.req.param('name')}`;
    const found = catalogue.find((one) => one.id === id);
    if (!found) throw new ModelApiError(404, `Model ${id} not found`);
    return c.json({ data: { id, name: found.name, endpoints: found.endpoints.map(describeEndpoint) } });
  });
  app.all('*', () => {
    throw new ModelApiError(404, 'Not Found');
  });
  return app;
}

function describeGeneration(one: Generation) {
  return {
    id: one.id,
    model: one.model,
    provider_name: one.vendorName,
    total_cost: creditsOf(one.costMicros),
    usage: creditsOf(one.costMicros),
    tokens_prompt: one.promptTokens,
    tokens_completion: one.completionTokens,
    native_tokens_prompt: one.promptTokens,
    native_tokens_completion: one.completionTokens,
    streamed: one.streamed,
    cancelled: one.cancelled,
    finish_reason: one.finishReason,
    generation_time: (one.endedMs ?? one.createdMs) - one.createdMs,
    created_at: new Date(one.createdMs).toISOString(),
  };
}

const perToken = (micros: number) => creditsOf(micros).toFixed(6);

function describeEndpoint({ vendor, price, tools, structuredOutput }: Endpoint) {
  return {
    name: vendor.name,
    provider_name: vendor.name,
    tag: vendor.slug,
    pricing: { prompt: perToken(price.prompt), completion: perToken(price.completion) },
    supported_parameters: [
      'max_tokens',
      ...(tools ? ['tools', 'tool_choice'] : []),
      ...(structuredOutput ? ['response_format', 'structured_outputs'] : []),
    ],
    status: 0,
  };
}

function describeModel({ id, name, contextLength, endpoints }: Model) {
  const dear = (of: 'prompt' | 'completion') => perToken(Math.max(...endpoints.map(({ price }) => price[of])));
  return {
    id,
    name,
    context_length: contextLength,
    pricing: { prompt: dear('prompt'), completion: dear('completion') },
    supported_parameters: [...new Set(endpoints.flatMap((one) => describeEndpoint(one).supported_parameters))],
  };
}

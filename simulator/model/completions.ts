import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { deliver } from './deliver.ts';
import { ModelApiError, vendorFails } from './errors.ts';
import type { Mode } from './modes.ts';
import { planAnswer } from './plan.ts';
import { chatRequest, maxTokensOf, promptTokens } from './request.ts';
import { type Routed, routeRequest } from './route-request.ts';
import type { ReceivedRequest, SimulatedModel } from './simulated-model.ts';

/** POST /chat/completions: written down first, then refused, routed and answered. */
export async function completeChat(
  c: Context<{ Bindings: HttpBindings }>,
  model: SimulatedModel,
  keyOf: (authorization: string | undefined) => string,
): Promise<Response> {
  const text = await c.req.text();
  const body = asJson(text);
  const written = model.writeDown(c.req.header(), body ?? text);
  try {
    return await answer(c, model, written, { body, key: keyOf(c.req.header('authorization')) });
  } catch (error) {
    if (error instanceof ModelApiError) written.status = error.status;
    throw error;
  }
}

async function answer(
  { env: { outgoing } }: Context<{ Bindings: HttpBindings }>,
  model: SimulatedModel,
  written: ReceivedRequest,
  { body, key }: { body: unknown; key: string },
): Promise<Response> {
  const read = chatRequest.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ModelApiError(400, `Invalid input: ${issue?.path.join('.')} ${issue?.message}`);
  }
  const request = read.data;
  const routed = routeRequest(request);
  const { book } = model;
  if (book.limitMicros !== null && book.usage(key) >= book.limitMicros)
    throw new ModelApiError(402, 'Insufficient credits. Add more and try again.');
  const mode = model.modes.take(request.model);
  const instead = failsBefore(mode, routed);
  if (instead === 'reset') {
    written.status = 0;
    outgoing.socket?.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  }
  written.status = 200;
  if (instead) return instead;
  const generation = book.open(routed, {
    key,
    user: request.user ?? null,
    streamed: request.stream === true,
    promptTokens: promptTokens(request),
  });
  written.generation = generation.id;
  const plan = planAnswer(request, mode, model.script);
  await deliver(outgoing, generation, { plan, maxTokens: maxTokensOf(request), book });
  return RESPONSE_ALREADY_SENT;
}

/** What comes in place of any answer, and is not billed. */
function failsBefore(mode: Mode, { model, endpoint }: Routed): Response | 'reset' | null {
  if (mode.mode === 'failing' && mode.how === 'reset') return 'reset';
  if (mode.mode === 'failing' && mode.how === 'status')
    throw vendorFails(mode.status, endpoint.vendor.name, model.id, mode.retryAfter);
  if (mode.mode === 'malformed' && mode.how === 'content-type')
    return new Response('<!doctype html><title>One moment</title>', { headers: { 'content-type': 'text/html' } });
  return null;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import OpenAI from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { AiDeps } from '../deps.server.ts';
import type { ModelAccess } from '../model-client.server.ts';
import { isAllowed, type Pins } from '../rules/pins.ts';
import type { Feature, ModelEnd, ModelEvent, Vendor } from '../schema.ts';
import { nextChunk } from './chunk.ts';
import type { Composed } from './compose-request.ts';
import { type Failure, failureOf } from './failure-of.ts';
import { readAnswer } from './read-answer.server.ts';
import { endCall, noteAnswer } from './write-call.server.ts';

/** By what OpenRouter names an answer before it begins. Source: OpenRouter, "API Reference". */
const GENERATION = 'x-generation-id';

interface Asked {
  callId: string;
  model: string;
  vendors: readonly Vendor[];
  /** As the ledger has them. */
  pins: Pins;
  feature: Feature;
  /** Of everybody who is known, to be masked where staff look. */
  names: readonly string[];
  request: Composed;
  signal: AbortSignal;
}

type Opened =
  | { state: 'open'; events: AsyncGenerator<ModelEvent, ModelEnd, undefined> }
  | ({ state: 'failed' } & Failure);

/** Sends a request that is written down, and waits for the first piece of its answer. */
export async function openAnswer(deps: AiDeps & { models: ModelAccess }, asked: Asked): Promise<Opened> {
  const { db, clock, log, models } = deps;
  const { callId, model, vendors, signal } = asked;
  const hungUp = new AbortController();
  const hangUp = () => hungUp.abort();
  const fail = async (failure: Failure, costNanos: bigint | null): Promise<Opened> => {
    hangUp();
    const end = { outcome: failure.outcome, tokensIn: null, tokensOut: null, costNanos };
    await endCall(db, callId, end, clock.now());
    return { state: 'failed', ...failure };
  };
  try {
    const { data: stream, response } = await models.client.chat.completions
      .create(bodyOf(asked), { signal: AbortSignal.any([signal, hungUp.signal]) })
      .withResponse();
    const chunks = stream[Symbol.asyncIterator]();
    const promised = response.headers.get(GENERATION)?.slice(0, 200);
    if (promised) await noteAnswer(db, callId, { generationId: promised, vendor: null, model });
    const first = await nextChunk(chunks);
    if (first === null) throw new TypeError('an answer without a piece');
    // An endpoint that names nobody is the vendor itself, where there is only one.
    const provider = first.provider ?? (vendors.length === 1 ? vendors[0]?.id : undefined) ?? 'nobody';
    const vendor = provider.toLowerCase();
    await noteAnswer(db, callId, { generationId: first.id, vendor, model: first.model ?? model });
    if (!isAllowed(provider, vendors)) {
      log.error({ callId, vendor }, 'a vendor answered that was not asked');
      return fail({ outcome: 'off-list', again: 'never' }, null);
    }
    return {
      state: 'open',
      events: readAnswer(deps, { ...asked, key: models.settings.apiKey, first, chunks, hangUp }),
    };
  } catch (error) {
    const failure = failureOf(error, signal.aborted);
    if (failure.outcome !== 'cut') log.warn({ err: error, callId, model }, 'a model did not answer');
    const isAnswered = error instanceof OpenAI.APIError && error.status !== undefined;
    return fail(failure, isAnswered ? 0n : null);
  }
}

function bodyOf({ callId, model, pins, feature, request }: Asked): ChatCompletionCreateParamsStreaming {
  const { messages, tools, shape } = request;
  const body: ChatCompletionCreateParamsStreaming & { provider: Pins } = {
    model,
    messages,
    max_tokens: feature.maxTokens,
    stream: true,
    // OpenRouter always says what was used, others where they are asked. Source: OpenAI, "Create chat completion".
    stream_options: { include_usage: true },
    user: callId,
    provider: pins,
    ...(tools.length > 0 ? { tools } : {}),
    ...(shape ? { response_format: shape } : {}),
  };
  return body;
}

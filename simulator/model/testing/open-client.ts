import OpenAI from 'openai';
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { type RunningModel, startModel } from '../start-model.ts';

/** What every request of a product that is careful carries. */
export const pins = {
  only: ['nordlicht', 'aldermoor'],
  allow_fallbacks: false,
  data_collection: 'deny',
  zdr: true,
  require_parameters: true,
};

export type Params = Partial<ChatCompletionCreateParamsStreaming> & { provider?: object };

export interface OpenClient extends RunningModel {
  client: OpenAI;
  /** A streamed request with all pins, read to its end. */
  ask(params?: Params): Promise<Heard>;
  control(path: string, body?: object, method?: string): Promise<{ status: number; json: unknown }>;
}

export interface Heard {
  id: string;
  text: string;
  calls: { id: string; name: string; arguments: string }[];
  finish: string | null;
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number; cost: number } | null;
  chunks: number;
}

/** A stand-in of its own with the official client in front of it, unchanged. */
export async function openClient(options: Parameters<typeof startModel>[0] = {}): Promise<OpenClient> {
  const running = await startModel(options);
  const client = clientOf(running.url, running.model.key);
  return {
    ...running,
    client,
    ask: async (params = {}) => hear(await client.chat.completions.create(withPins(params))),
    control: async (path, body, method = body ? 'POST' : 'GET') => {
      const response = await fetch(`${running.url}/control${path}`, {
        method,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, json: await response.json() };
    },
  };
}

export function clientOf(url: string, key: string): OpenAI {
  return new OpenAI({ baseURL: `${url}/api/v1`, apiKey: key, maxRetries: 0, logLevel: 'off', timeout: 5_000 });
}

export function withPins(params: Params): ChatCompletionCreateParamsStreaming & { provider: object } {
  return {
    model: 'lumen/lumen-4',
    messages: [{ role: 'user', content: 'Good morning.' }],
    provider: pins,
    ...params,
    stream: true,
  };
}

export async function hear(stream: AsyncIterable<ChatCompletionChunk>): Promise<Heard> {
  const heard: Heard = { id: '', text: '', calls: [], finish: null, usage: null, chunks: 0 };
  for await (const chunk of stream) {
    heard.id = chunk.id;
    heard.chunks += 1;
    const [choice] = chunk.choices;
    heard.text += choice?.delta.content ?? '';
    heard.finish = choice?.finish_reason ?? heard.finish;
    if (chunk.usage) heard.usage = chunk.usage as Heard['usage'];
    for (const piece of choice?.delta.tool_calls ?? []) {
      heard.calls[piece.index] ??= { id: piece.id ?? '', name: piece.function?.name ?? '', arguments: '' };
      const call = heard.calls[piece.index];
      if (call) call.arguments += piece.function?.arguments ?? '';
    }
  }
  return heard;
}

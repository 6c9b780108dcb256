import type { AiDeps } from '../deps.server.ts';
import { nanosOf } from '../rules/money.ts';
import type { Feature, ModelEnd, ModelEvent } from '../schema.ts';
import { CallPieces, type Chunk, nextChunk } from './chunk.ts';
import { failureOf } from './failure-of.ts';
import { keepSample } from './keep-sample.server.ts';
import { endCall } from './write-call.server.ts';

/** No token of any language is longer on average: who sends more does not keep to what was asked. */
const CHARACTERS_OF_TOKEN = 20;

export interface Reading {
  callId: string;
  feature: Feature;
  /** Of everybody who is known. */
  names: readonly string[];
  /** That of the endpoint. */
  key: string;
  first: Chunk;
  chunks: AsyncIterator<unknown>;
  signal: AbortSignal;
  hangUp(): void;
}

/** Hands on what comes, and writes down how it ended, also where the reader stops. */
export async function* readAnswer(
  { db, clock, log }: AiDeps,
  reading: Reading,
): AsyncGenerator<ModelEvent, ModelEnd, undefined> {
  const { callId, feature, first, chunks, signal, hangUp } = reading;
  const calls = new CallPieces();
  let said = '';
  const most = feature.maxTokens * CHARACTERS_OF_TOKEN;
  let end: ModelEnd = { outcome: 'cut', short: false, costNanos: null };
  let usage: Chunk['usage'] = null;
  let finish: string | null = null;
  let length = 0;
  try {
    for (let chunk: Chunk | null = first; chunk !== null && length <= most; chunk = await nextChunk(chunks)) {
      usage = chunk.usage ?? usage;
      finish = chunk.choices[0]?.finish_reason ?? finish;
      const text = chunk.choices[0]?.delta?.content ?? '';
      length += text.length + calls.add(chunk);
      if (length <= most) said += text;
      if (text !== '' && length <= most) yield { kind: 'text', text };
    }
    if (length <= most) {
      for (const call of calls.all()) yield { kind: 'call', call };
      const isWhole = finish !== null && finish !== 'error';
      // The client takes being hung up for the end of the answer.
      end = { ...end, outcome: isWhole ? 'done' : signal.aborted ? 'cut' : 'failed', short: finish === 'length' };
    } else end = { ...end, short: true };
  } catch (error) {
    end = { ...end, outcome: failureOf(error, signal.aborted).outcome };
    if (end.outcome !== 'cut') log.warn({ err: error, callId }, 'an answer of a model broke off');
  } finally {
    hangUp();
    end = { ...end, costNanos: usage?.cost === undefined ? null : nanosOf(usage.cost) };
    const tokens = { tokensIn: usage?.prompt_tokens ?? null, tokensOut: usage?.completion_tokens ?? null };
    await endCall(db, callId, { ...end, ...tokens }, clock.now());
    if (end.outcome === 'done' && said.trim() !== '') await keepSample(db, reading, said, clock.now());
  }
  return end;
}
